# language: pt
Funcionalidade: Estoque e preços depois do vínculo

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 1       |
    E que o Tiny tem os produtos:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 10      |

  @fato-novaoito-32 @reconstruido
  Cenário: O Tiny só avisa do estoque depois que o mapeamento foi gravado
    Dado que o conector recebe avisos de estoque do Tiny
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    Então o Tiny não enviou nenhum aviso "estoque"
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 1       |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Saída":
      | código | quantidade |
      | CAN-01 | 3          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 12      |

  @fato-novaoito-43 @reconstruido
  Esquema do Cenário: O estoque do produto vinculado acompanha o do Tiny: <movimento>
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "<movimento>":
      | código | quantidade   |
      | CAN-01 | <quantidade> |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque | preço |
      | CAN-01 | <saldo> | 19,90 |

    Exemplos:
      | movimento | quantidade | saldo |
      | Entrada   | 5          | 15    |
      | Saída     | 4          | 6     |
      | Balanço   | 0          | 0     |

  @fato-novaoito-43 @reconstruido
  Cenário: Vale a regra de estoque da integração: o que está reservado fica de fora
    Dado que o conector recebe avisos de estoque do Tiny
    E que o Tiny envia o estoque disponível, sem o que está reservado
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Simulador > Estoque", aciono "Reservar":
      | código | quantidade |
      | CAN-01 | 4          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 6       |

  @fato-novaoito-43 @reconstruido
  Cenário: O estoque é o de todos os depósitos que o Tiny conta, e só o deles
    Dado que o conector recebe avisos de estoque do Tiny
    E que no Tiny, em "Configurações > Suprimentos > Depósitos de estoque", aciono "Incluir depósito":
      | nome     | desconsiderar |
      | Filial   | não           |
      | Conserto | sim           |
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade | depósito |
      | CAN-01 | 100        | Conserto |
      | CAN-01 | 5          | Filial   |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 15      |
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Saída":
      | código | quantidade |
      | CAN-01 | 8          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

  @fato-novaoito-43 @reconstruido
  Cenário: O preço do produto vinculado acompanha o do Tiny
    Dado que o conector recebe avisos de preços do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço | preço promocional |
      | CAN-01 | 25,00 | 22,50             |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço | preço promocional |
      | CAN-01 | 25,00 | 22,50             |

  @fato-novaoito-43 @reconstruido
  Cenário: O aviso de estoque que chega duas vezes não muda nada na segunda
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E que a próxima notificação "estoque" do Tiny chega duas vezes
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 15      |

  @fato-novaoito-43 @reconstruido
  Cenário: O estoque que volta ao que já foi chega outra vez
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 4          |
      | CAN-01 | 7          |
      | CAN-01 | 4          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 4       |

  @fato-novaoito-43 @reconstruido
  Cenário: O preço que volta ao que já foi chega outra vez
    Dado que o conector recebe avisos de preços do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
      | CAN-01 | 29,00 |
      | CAN-01 | 25,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço |
      | CAN-01 | 25,00 |

  @fato-novaoito-43 @reconstruido
  Cenário: O aviso de estoque que se atrasa chega e vale
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E que a próxima notificação "estoque" do Tiny atrasa 10 minutos
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    E passam 10 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 15      |

  @fato-novaoito-43 @reconstruido
  Esquema do Cenário: Depois de uma reconciliação o estoque é o do Tiny, <o que houve com os avisos>
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E que <plano>
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 3          |
      | CAN-01 | 8          |
    E o conector reconcilia o estoque
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 8       |

    Exemplos:
      | o que houve com os avisos | plano                                                                |
      | chegados fora de ordem    | as próximas 2 notificações "estoque" do Tiny chegam em ordem inversa |
      | com um deles perdido      | a próxima notificação "estoque" do Tiny se perde                     |

  @fato-novaoito-43 @reconstruido
  Cenário: Depois de uma reconciliação o preço é o do Tiny, ainda que o aviso se perca
    Dado que o conector recebe avisos de preços do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E que a próxima notificação "precos" do Tiny se perde
    E que a próxima notificação "produto" do Tiny se perde
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    E o conector reconcilia os preços
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço |
      | CAN-01 | 25,00 |

  @fato-novaoito-43 @reconstruido
  Cenário: O aviso de um produto que não está mais vinculado é aceito e não muda nada
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando na Novaoito, em "ERP & CRM > Produtos", aciono "Desvincular produto":
      | SKU    |
      | CAN-01 |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    Então a última notificação "estoque" do Tiny é respondida com o status 200
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque | integração |
      | CAN-01 | 1       | Pendente   |

  @fato-novaoito-43 @reconstruido
  Cenário: O estoque e o preço do produto vinculado que está Inativo na loja também acompanham os do Tiny
    Dado que o conector recebe avisos de estoque do Tiny
    E que o conector recebe avisos de preços do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando na Novaoito, em "Produtos", aciono "Desativar produto" de "CAN-01"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | situação | estoque | preço |
      | CAN-01 | Inativo  | 15      | 25,00 |

  @fato-novaoito-43 @reconstruido
  Cenário: Depois de uma reconciliação o estoque do produto Inativo na loja é o do Tiny
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E que toda notificação "estoque" do Tiny se perde
    Quando na Novaoito, em "Produtos", aciono "Desativar produto" de "CAN-01"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    E o conector reconcilia o estoque
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | situação | estoque |
      | CAN-01 | Inativo  | 15      |

  @fato-novaoito-43 @reconstruido
  Cenário: Os avisos do produto cujo código mudou no Tiny valem pelo SKU do mapeamento
    Dado que o conector recebe avisos de estoque do Tiny
    E que o conector recebe avisos de preços do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto" de "CAN-01" com novo código "CAN-NOVA"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código   | quantidade |
      | CAN-NOVA | 5          |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto" de "CAN-NOVA" com preço "25,00"
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque | preço |
      | CAN-01 | 15      | 25,00 |

  @fato-novaoito-43 @reconstruido
  Cenário: O aviso de estoque de um produto que a loja excluiu é aceito e não o traz de volta
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando na Novaoito, em "Produtos", aciono "Excluir produto" de "CAN-01"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    Então a última notificação "estoque" do Tiny é respondida com o status 200
    E na Novaoito, em "Produtos", "Produtos" não mostra nada

  @fato-novaoito-43 @reconstruido
  Cenário: Desinstalado o aplicativo, o aviso de estoque não é mais atendido
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 5          |
    Então a última notificação "estoque" do Tiny é respondida com o status 404
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 1       |

  @fato-novaoito-47 @reconstruido
  Cenário: O saldo negativo do Tiny é guardado na loja como é
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Saída":
      | código | quantidade |
      | CAN-01 | 13         |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque |
      | CAN-01 | 0       |
    E o cadastro do produto "CAN-01" na Novaoito tem:
      | stock quantity |
      | -3             |

  @fato-novaoito-43 @reconstruido
  Cenário: O aviso de preços muda os preços, e nada mais do cadastro
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome  | preço | estoque | descrição | marca | peso |
      | PRA-01 | Prato | 29,90 | 4       | De ágata  | Ágata | 0,35 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | PRA-01 | 25,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | nome  | preço | estoque | descrição | marca | peso |
      | PRA-01 | Prato | 25,00 | 4       | De ágata  | Ágata | 0,35 |

  @fato-novaoito-43 @reconstruido
  Esquema do Cenário: O aviso de estoque muda a quantidade, e não como o lojista vende: <controla> e <vende sem>
    Dado que o conector recebe avisos de estoque do Tiny
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando na Novaoito, em "Produtos", aciono "Alterar estoque":
      | SKU    | controla estoque | vende sem estoque |
      | CAN-01 | <controla>       | <vende sem>       |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 2          |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque | controla estoque |
      | CAN-01 | 2       | <controla>       |
    Quando na Novaoito, em "Loja > Carrinho", aciono "Finalizar compra":
      | itens     |
      | CAN-01: 3 |
    Então na Novaoito, em "Vendas > Pedidos", "Pedidos" mostra:
      | número |
      | 100001 |

    Exemplos:
      | controla | vende sem |
      | sim      | sim       |
      | não      | não       |
