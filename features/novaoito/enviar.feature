# language: pt
Funcionalidade: Enviar produtos da loja para o ERP

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-06
  Cenário: O produto que não existe no Tiny é criado e vinculado
    Dado que a Novaoito tem os produtos:
      | SKU    | nome            | preço |
      | CAN-01 | Caneca de ágata | 39,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome            | preço | situação |
      | CAN-01 | Caneca de ágata | 39,90 | Ativo    |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-18
  Cenário: O cadastro criado no Tiny é completo
    Dado que a Novaoito tem os produtos:
      | SKU    | nome            | preço | preço promocional | descrição        | marca | categoria         | gtin          | ncm        | peso | altura | largura | comprimento | estoque | unidade |
      | CAN-01 | Caneca de ágata | 39,90 | 34,90             | Esmaltada, 300ml | Ágata | Cozinha > Canecas | 7891234567895 | 7323.94.00 | 0,35 | 9      | 8       | 8,5         | 12      | UN      |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | preço promocional | descrição        | marca | categoria          | gtin          | ncm        | peso bruto | altura | largura | comprimento | estoque | unidade |
      | CAN-01 | 34,90             | Esmaltada, 300ml | Ágata | Cozinha >> Canecas | 7891234567895 | 7323.94.00 | 0,35       | 9      | 8       | 8,5         | 12      | UN      |

  @NOV-16
  Cenário: O produto cujo SKU já existe uma única vez no Tiny é apenas vinculado
    Dado que o Tiny tem os produtos:
      | código | nome           | preço | descrição     | peso bruto |
      | CAN-01 | Caneca do Tiny | 41,00 | Texto do Tiny | 0,5        |
    E que a Novaoito tem os produtos:
      | SKU    | nome           | preço | descrição     |
      | CAN-01 | Caneca da loja | 39,90 | Texto da loja |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-17 @NOV-14
  Cenário: Produto sem SKU não é enviado, o resultado diz por quê, e os demais seguem
    Dado que a Novaoito tem os produtos:
      | SKU     | nome         | preço |
      | (vazio) | Caneca muda  | 10,00 |
      | CAN-01  | Caneca única | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU     | resultado | mensagem    |
      | (vazio) | Falhou    | (qualquer)  |
      | CAN-01  | Criado    | (tanto faz) |
    E o Tiny tem 1 produto ao todo

  @NOV-14
  Cenário: Uma nova execução trata só do que falhou, sem duplicar nada
    Dado que o Tiny tem os produtos:
      | código | nome     | preço |
      | DUPLO  | Caneca A | 10,00 |
      | DUPLO  | Caneca B | 20,00 |
    E que a Novaoito tem os produtos:
      | SKU    | nome         | preço |
      | DUPLO  | Caneca       | 15,00 |
      | CAN-01 | Caneca única | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU   | resultado |
      | DUPLO | Falhou    |
    E o Tiny tem 1 produto com o SKU "CAN-01"

  @NOV-06 @NOV-02
  Cenário: O andamento e o resultado por produto podem ser consultados
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    Quando na Novaoito, em "ERP & CRM > Produtos > Integrar", aciono "Integrar produtos pendentes":
      | sistema | operação                           |
      | Tiny    | Enviar produtos da loja para o ERP |
    Então na Novaoito, em "ERP & CRM > Produtos > Integrar", "Integração" mostra:
      | situação  | operação                           | total | processados | criados | falhas |
      | Concluída | Enviar produtos da loja para o ERP | 2     | 2           | 2       | 0      |
    E o resultado por produto é:
      | SKU    | resultado | id tiny    |
      | CAN-01 | Criado    | (qualquer) |
      | CAN-02 | Criado    | (qualquer) |

  @fato-novaoito-14 @reconstruido
  Cenário: Sem nada pendente a integração termina na hora, com zero produtos
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" não mostra nada

  @NOV-06
  Cenário: Mais produtos do que cabem em um lote do Tiny
    Dado que a Novaoito tem 45 produtos com SKU de "LOTE-001" em diante
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E o Tiny tem 45 produtos ao todo
    E nenhum produto é pendente

  @NOV-05
  Cenário: O produto já integrado não é enviado outra vez por uma nova execução
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | nome                  | preço |
      | CAN-01 | Caneca, nome do Tiny  | 25,00 |
    E na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome          | preço |
      | CAN-02 | Caneca grande | 29,90 |
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome                 | preço |
      | CAN-01 | Caneca, nome do Tiny | 25,00 |
      | CAN-02 | Caneca grande        | 29,90 |
    E o resultado por produto é:
      | SKU    | resultado |
      | CAN-02 | Criado    |

  @NOV-05
  Cenário: O produto integrado e depois desativado continua integrado e não volta a ser pendente
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando na Novaoito, em "Produtos", aciono "Desativar produto":
      | SKU    |
      | CAN-01 |
    E na Novaoito, em "Produtos", aciono "Ativar produto":
      | SKU    |
      | CAN-01 |
    Então nenhum produto é pendente
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-09
  Cenário: AB-1 não casa com AB-10 ao enviar
    Dado que o Tiny tem os produtos:
      | código | nome         | preço |
      | AB-10  | Outra caneca | 10,00 |
    E que a Novaoito tem os produtos:
      | SKU  | nome   | preço |
      | AB-1 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o Tiny tem 1 produto com o SKU "AB-1"
    E o produto "AB-1" da Novaoito está integrado ao do Tiny de mesmo SKU
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | nome         | preço | mapeamentos |
      | AB-10  | Outra caneca | 10,00 | (vazio)     |

  @NOV-10
  Cenário: SKU repetido na loja é recusado para todos, e os demais seguem
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | IGUAL  | Caneca A      | 10,00 |
      | IGUAL  | Caneca B      | 20,00 |
      | CAN-01 | Caneca única  | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída com erros"
    E o resultado por produto é:
      | SKU    | resultado | mensagem   |
      | IGUAL  | Falhou    | (qualquer) |
      | IGUAL  | Falhou    | (qualquer) |
      | CAN-01 | Criado    | (tanto faz) |
    E o Tiny tem 0 produtos com o SKU "IGUAL"
    E só são pendentes os produtos "IGUAL, IGUAL"

  @NOV-10
  Cenário: SKU repetido no Tiny é recusado sem escolher um deles, e os demais seguem
    Dado que o Tiny tem os produtos:
      | código | nome     | preço |
      | DUPLO  | Caneca A | 10,00 |
      | DUPLO  | Caneca B | 20,00 |
    E que a Novaoito tem os produtos:
      | SKU    | nome         | preço |
      | DUPLO  | Caneca       | 15,00 |
      | CAN-01 | Caneca única | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU    | resultado | mensagem   |
      | DUPLO  | Falhou    | (qualquer) |
      | CAN-01 | Criado    | (tanto faz) |
    E o Tiny tem 2 produtos com o SKU "DUPLO"
    E só são pendentes os produtos "DUPLO"
    E no Tiny, em "Cadastros > Produtos > Enviar para o e-commerce", "Resultado do envio" não mostra:
      | código |
      | DUPLO  |

  @fato-novaoito-30 @reconstruido
  Esquema do Cenário: Espaços em volta do SKU não contam: <operação>
    Dado que a Novaoito tem um produto com o SKU exatamente " CAN-01 "
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 21,00 |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então a integração termina como "Concluída"
    E o Tiny tem 1 produto ao todo
    E o produto " CAN-01 " da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | operação                           |
      | Enviar produtos da loja para o ERP |
      | Mapear produtos da loja com o ERP  |

  @NOV-15 @fato-novaoito-30 @reconstruido
  Cenário: O SKU que no Tiny tem espaços em volta não é criado outra vez
    Dado que o Tiny tem um produto com o código exatamente " CAN-01 "
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E o Tiny tem 1 produto ao todo
    E nenhum produto é pendente

  @NOV-09 @fato-novaoito-18 @reconstruido
  Esquema do Cenário: A pesquisa do Tiny devolve <código>, e AB-1 é criado
    Dado que o Tiny tem os produtos:
      | código   | nome         | preço |
      | <código> | Outra caneca | 10,00 |
    E que a Novaoito tem os produtos:
      | SKU  | nome   | preço |
      | AB-1 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU  | resultado |
      | AB-1 | Criado    |
    E o Tiny tem 2 produtos ao todo

    Exemplos:
      | código |
      | AB-10  |
      | XAB-1  |
      | AB-1-P |

  @fato-novaoito-20 @reconstruido
  Cenário: O produto Inativo no Tiny é vinculado, e o resultado avisa
    Dado que o Tiny tem os produtos:
      | código | nome           | preço | situação |
      | CAN-01 | Caneca do Tiny | 21,00 | Inativo  |
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU    | resultado | código               |
      | CAN-01 | Vinculado | erp_product_inactive |
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @fato-novaoito-20 @reconstruido
  Cenário: O produto excluído do Tiny não conta: outro é criado
    Dado que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 21,00 |
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando no Tiny, em "Cadastros > Produtos", aciono "Excluir produto":
      | código |
      | CAN-01 |
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU    | resultado |
      | CAN-01 | Criado    |
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |

  @fato-novaoito-21 @reconstruido
  Esquema do Cenário: O produto do Tiny que já é de outro SKU da loja é recusado: <operação>
    Dado que o Tiny tem o produto "CAN-01" já mapeado com o SKU "CAN-99" da loja
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então o resultado por produto é:
      | SKU    | resultado | código                     |
      | CAN-01 | Falhou    | erp_product_already_linked |
    E o Tiny tem 1 produto ao todo
    E só são pendentes os produtos "CAN-01"

    Exemplos:
      | operação                           |
      | Enviar produtos da loja para o ERP |
      | Mapear produtos da loja com o ERP  |

  @NOV-16 @fato-novaoito-17
  Esquema do Cenário: O mapeamento de outra integração, com o SKU <dela>, não é o da loja e fica como está
    Dado que o Tiny tem o produto "CAN-01" já mapeado por outra integração com o SKU "<dela>"
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-01" do Tiny continua mapeado por outra integração com o SKU "<dela>"

    Exemplos:
      | dela   |
      | CAN-01 |
      | IDE-77 |

  @fato-novaoito-22 @reconstruido
  Cenário: O SKU que não cabe no Tiny é recusado, e os demais seguem
    Dado que a Novaoito tem os produtos:
      | SKU                             | nome   | preço |
      | SKU-COM-MAIS-DE-30-CARACTERES-X | Caneca | 19,90 |
      | CAN-01                          | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU                             | resultado | código      |
      | SKU-COM-MAIS-DE-30-CARACTERES-X | Falhou    | sku_too_long |
      | CAN-01                          | Criado    | (tanto faz) |
    E o Tiny tem 1 produto ao todo

  @NOV-14 @fato-novaoito-24
  Cenário: Um produto que o Tiny recusa no meio do lote não impede os outros, nem troca os vínculos
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | unidade |
      | CAN-01 | Caneca | 19,90 | UN      |
      | RECUSA | Caneca | 19,90 | UNIDADE |
    E que a Novaoito tem 22 produtos com SKU de "LOTE-01" em diante
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" mostra:
      | SKU     | resultado |
      | CAN-01  | Criado    |
      | LOTE-01 | Criado    |
      | LOTE-22 | Criado    |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "LOTE-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "LOTE-22" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-14 @fato-novaoito-24
  Cenário: Os resultados que o Tiny dá em outra ordem ficam cada um com o seu produto
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | unidade |
      | CAN-01 | Caneca | 19,90 | UN      |
      | RECUSA | Prato  | 29,90 | UNIDADE |
      | CAN-03 | Copo   | 39,90 | UN      |
    E que toda chamada a "produto.incluir" do Tiny responde em outra ordem
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E o resultado por produto é:
      | SKU    | resultado |
      | CAN-01 | Criado    |
      | RECUSA | Falhou    |
      | CAN-03 | Criado    |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-03" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-14 @fato-novaoito-26
  Cenário: O produto que falhou guarda o erro e as tentativas até ser corrigido
    Dado que o Tiny tem os produtos:
      | código | nome     | preço |
      | DUPLO  | Caneca A | 10,00 |
      | DUPLO  | Caneca B | 20,00 |
    E que a Novaoito tem os produtos:
      | SKU    | nome         | preço |
      | DUPLO  | Caneca       | 15,00 |
      | CAN-01 | Caneca única | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então na Novaoito, em "ERP & CRM > Produtos", "Produtos pendentes" mostra só:
      | SKU   | último erro | tentativas |
      | DUPLO | (qualquer)  | 2          |
    Quando na Novaoito, em "Produtos", aciono "Alterar produto":
      | SKU   | novo sku |
      | DUPLO | CAN-02   |
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU    | resultado |
      | CAN-02 | Criado    |
    E nenhum produto é pendente

  @fato-novaoito-25 @reconstruido
  Cenário: Quando o Tiny recusa códigos repetidos, o produto que já existe é vinculado
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
      | CAN-02 | Caneca | 29,90 |
    E que a próxima chamada a "produto.incluir" do Tiny perde a resposta depois de gravada
    Quando no Tiny, em "Simulador > Chaves", aciono "Recusar código de produto repetido":
      | recusar |
      | sim     |
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E passam 10 minutos
    Então a integração termina como "Concluída"
    E o Tiny tem 2 produtos ao todo
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-16 @fato-novaoito-9 @reconstruido
  Cenário: O produto desvinculado volta a ser pendente, e enviá-lo de novo só o vincula
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando na Novaoito, em "ERP & CRM > Produtos", aciono "Desvincular produto":
      | SKU    |
      | CAN-01 |
    Então só são pendentes os produtos "CAN-01"
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o Tiny tem 1 produto ao todo
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-18
  Cenário: O cadastro criado no Tiny traz também custo, origem, CEST, slug, preparação e imagens
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | custo | origem | cest      | slug            | disponibilidade | dias de preparação | imagem                      |
      | CAN-01 | Caneca | 39,90 | 12,50 | 1      | 10.001.00 | caneca-de-agata | Sob encomenda   | 5                  | https://img.example/can.png |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o cadastro do produto "CAN-01" no Tiny tem:
      | nome   | preco custo | origem | cest      | slug            | sob encomenda | dias preparacao |
      | Caneca | 12,50       | 1      | 10.001.00 | caneca-de-agata | S             | 5               |
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | imagens                     |
      | CAN-01 | https://img.example/can.png |
