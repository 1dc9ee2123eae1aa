# language: pt
Funcionalidade: O que está depois da primeira página

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-07
  Cenário: O produto do Tiny que só aparece na segunda página da pesquisa é mapeado
    Dado que o Tiny tem 130 produtos com SKU de "AA-100" em diante
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | A      | Caneca | 19,90 |
    E que a Novaoito tem os produtos:
      | SKU | nome   | preço |
      | A   | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o produto "A" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-16
  Cenário: O produto do Tiny que só aparece na segunda página da pesquisa não é criado outra vez
    Dado que o Tiny tem 130 produtos com SKU de "AA-100" em diante
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | A      | Caneca | 19,90 |
    E que a Novaoito tem os produtos:
      | SKU | nome   | preço |
      | A   | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o Tiny tem 1 produto com o SKU "A"
    E o produto "A" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-16
  Cenário: Muitos produtos que o Tiny já tem, em mais de uma página, são só vinculados
    Dado que o Tiny tem 120 produtos com SKU de "LOTE-001" em diante
    E que a Novaoito tem 120 produtos com SKU de "LOTE-001" em diante
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E nenhum produto é pendente
    E o Tiny tem 120 produtos ao todo
    E o produto "LOTE-001" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "LOTE-120" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-10
  Esquema do Cenário: O segundo de um SKU repetido no Tiny conta também na segunda página: <operação>
    Dado que o Tiny tem os produtos:
      | código | nome     | preço |
      | A      | Caneca A | 19,90 |
    E que o Tiny tem 130 produtos com SKU de "AA-100" em diante
    E que o Tiny tem os produtos:
      | código | nome     | preço |
      | A      | Caneca B | 29,90 |
    E que a Novaoito tem os produtos:
      | SKU | nome   | preço |
      | A   | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então o resultado por produto é:
      | SKU | resultado | mensagem   |
      | A   | Falhou    | (qualquer) |
    E só são pendentes os produtos "A"

    Exemplos:
      | operação                           |
      | Enviar produtos da loja para o ERP |
      | Mapear produtos da loja com o ERP  |

  @NOV-06
  Cenário: A integração com mais produtos do que cabem em uma página da loja vai até o último
    Dado que a Novaoito tem 120 produtos com SKU de "LOTE-001" em diante
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E nenhum produto é pendente
    E o Tiny tem 120 produtos ao todo
    E o produto "LOTE-120" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-06
  Cenário: O único pendente de uma loja com mais de uma página é criado no Tiny
    Dado que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando passam 15 minutos
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E o Tiny tem 1 produto com o SKU "CAN-01"
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-10
  Esquema do Cenário: O SKU de um entre muitos pendentes, que um Inativo em outra página da loja já tem, é recusado: <A> e <B>
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço | situação |
      | IGUAL | Caneca A | 19,90 | <A>      |
    E que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que a Novaoito tem os produtos:
      | SKU   | nome     | preço | situação |
      | IGUAL | Caneca B | 29,90 | <B>      |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída com erros"
    E só são pendentes os produtos "IGUAL"
    E o Tiny tem 0 produtos com o SKU "IGUAL"

    Exemplos:
      | A       | B       |
      | Inativo | Ativo   |
      | Ativo   | Inativo |

  @NOV-10
  Esquema do Cenário: O SKU do único pendente, que um Inativo da loja já tem, é recusado logo depois de outra integração: <A> e <B>
    Dado que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E que a Novaoito tem os produtos:
      | SKU   | nome     | preço | situação |
      | IGUAL | Caneca A | 19,90 | <A>      |
      | IGUAL | Caneca B | 29,90 | <B>      |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída com erros"
    E só são pendentes os produtos "IGUAL"
    E o Tiny tem 0 produtos com o SKU "IGUAL"

    Exemplos:
      | A       | B       |
      | Inativo | Ativo   |
      | Ativo   | Inativo |

  @NOV-10
  Esquema do Cenário: O SKU do único pendente, que um Inativo da loja já tem, é recusado muito depois de outra integração: <A> e <B>
    Dado que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando passam 15 minutos
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço | situação |
      | IGUAL | Caneca A | 19,90 | <A>      |
      | IGUAL | Caneca B | 29,90 | <B>      |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída com erros"
    E só são pendentes os produtos "IGUAL"
    E o Tiny tem 0 produtos com o SKU "IGUAL"

    Exemplos:
      | A       | B       |
      | Inativo | Ativo   |
      | Ativo   | Inativo |

  @NOV-10
  Esquema do Cenário: O SKU que se repete na segunda página da loja é recusado nos dois: <operação>
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca A | 19,90 |
    E que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca B | 29,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | <tiny> | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então a integração termina como "Concluída com erros"
    E o produto "IGUAL" da Novaoito não está integrado
    E o Tiny tem <quantos> produtos com o SKU "IGUAL"

    Exemplos:
      | operação                           | tiny  | quantos |
      | Enviar produtos da loja para o ERP | OUTRO | 0       |
      | Mapear produtos da loja com o ERP  | IGUAL | 1       |

  @NOV-12
  Cenário: O produto da loja que está na segunda página é só vinculado ao que vem do Tiny
    Dado que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que a Novaoito tem os produtos:
      | SKU    | nome           | preço |
      | CAN-01 | Caneca da loja | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 29,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando envio para o e-commerce os produtos "CAN-01"
    Então nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-10
  Cenário: O SKU que se repete na segunda página da loja é recusado também no envio do Tiny
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca A | 19,90 |
    E que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca B | 29,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | IGUAL  | Caneca | 19,90 |
    Quando envio para o e-commerce os produtos "IGUAL"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem   |
      | IGUAL  | não mapeado | (qualquer) |
    E o produto "IGUAL" da Novaoito não está integrado

  @fato-novaoito-43 @reconstruido
  Cenário: A reconciliação do estoque chega ao produto vinculado da segunda página
    Dado que o conector recebe avisos de estoque do Tiny
    E que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E que a próxima notificação "estoque" do Tiny se perde
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código   | quantidade |
      | LOTE-110 | 7          |
    E o conector reconcilia o estoque
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU      | estoque |
      | LOTE-110 | 7       |

  @fato-novaoito-43 @reconstruido
  Cenário: A reconciliação dos preços chega ao produto vinculado da segunda página
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem 110 produtos com SKU de "LOTE-001" em diante
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E que as próximas 9 notificações "produto" do Tiny chegam em ordem inversa
    E que a próxima notificação "precos" do Tiny se perde
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código   | preço |
      | LOTE-110 | 77,00 |
    E o conector reconcilia os preços
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU      | preço |
      | LOTE-110 | 77,00 |

  @fato-novaoito-45 @reconstruido
  Cenário: A categoria da loja que está na segunda página é usada
    Dado que a Novaoito tem 120 categorias
    E que a Novaoito tem os produtos:
      | SKU    | nome  | preço | categoria |
      | PRA-01 | Prato | 19,90 | Mesa      |
    E que o Tiny tem os produtos:
      | código | nome   | preço | categoria |
      | CAN-01 | Caneca | 19,90 | Mesa      |
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Configurar":
      | criar categorias |
      | não              |
    E envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | categoria |
      | CAN-01 | Mesa      |

  @fato-novaoito-49
  Cenário: A lista de preços do Tiny que está na segunda página dá os preços da loja
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E que o Tiny tem 120 listas de preços
    Quando no Tiny, em "Cadastros > Listas de preços", aciono "Incluir lista de preços":
      | descrição | acréscimo_desconto |
      | Loja      | 10                 |
    E as configurações do aplicativo Tiny ERP passam a ser:
      | lista de preços |
      | Loja            |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço |
      | CAN-01 | 27,50 |
