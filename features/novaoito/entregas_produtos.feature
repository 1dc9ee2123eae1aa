# language: pt
@reconstruido
Funcionalidade: Notificações de produtos e pedidos de integração que não chegam na primeira vez

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @fato-novaoito-39
  Esquema do Cenário: Os produtos do Tiny são mapeados e criados uma vez só, ainda que <plano>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço |
      | CAN-02 | Caneca da loja | 25,00 |
    E que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
      | CAN-03 | Caneca dupla  | 39,90 |
    E que <plano>
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02, CAN-03"
    E passam 60 minutos
    E as notificações retidas são liberadas
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
      | CAN-02 | mapeado  | (vazio)  |
      | CAN-03 | mapeado  | (vazio)  |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome           | preço | integração |
      | CAN-01 | Caneca         | 19,90 | Integrado  |
      | CAN-02 | Caneca da loja | 25,00 | Integrado  |
      | CAN-03 | Caneca dupla   | 39,90 | Integrado  |

    Exemplos:
      | plano                                                                              |
      | a próxima notificação "produto" do Tiny só chega na 2ª tentativa                   |
      | a 2ª notificação "produto" do Tiny só chega na 2ª tentativa                        |
      | toda notificação "produto" do Tiny chega duas vezes                                |
      | a próxima notificação "produto" do Tiny chega de novo 30 minutos depois            |
      | a 3ª notificação "produto" do Tiny atrasa 45 minutos                               |
      | a conexão cai depois que a 2ª notificação "produto" do Tiny é recebida             |
      | as próximas 3 notificações "produto" do Tiny chegam todas de uma vez               |
      | a próxima notificação "produto" do Tiny chega logo depois da 2ª chamada do conector |

  @fato-novaoito-38
  Cenário: O produto cuja notificação nunca chega fica não mapeado, e um novo envio o completa
    Dado que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que a próxima notificação "produto" do Tiny não chega em nenhuma tentativa
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    E passam 1440 minutos
    Então a Novaoito tem 1 produto ao todo
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
      | CAN-02 | mapeado  | (vazio)  |
    E a Novaoito tem 2 produtos ao todo

  @fato-novaoito-16
  Esquema do Cenário: O pedido de integração é atendido uma vez só, ainda que <plano>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que <plano>
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E passam <minutos> minutos
    Então a integração termina como "Concluída"
    E o Tiny tem 2 produtos ao todo
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | plano                                                                                    | minutos |
      | a próxima notificação "erp.job.requested" da Novaoito só chega na 2ª tentativa           | 5       |
      | a próxima notificação "erp.job.requested" da Novaoito só chega na 6ª tentativa           | 600     |
      | a próxima notificação "erp.job.requested" da Novaoito chega de novo 30 minutos depois    | 31      |
      | a próxima notificação "erp.job.requested" da Novaoito atrasa 1440 minutos                | 1441    |
      | a conexão cai depois que a próxima notificação "erp.job.requested" da Novaoito é recebida | 5      |

  @NOV-13
  Cenário: A notificação do Tiny que traz dois produtos cria os dois na loja
    Dado que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que cada uma das próximas 2 notificações "produto" do Tiny se perde
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    Então a Novaoito tem 0 produtos ao todo
    Quando os produtos das notificações perdidas do Tiny chegam numa só
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | integração |
      | CAN-01 | Integrado  |
      | CAN-02 | Integrado  |
    E a Novaoito tem 2 produtos ao todo

  @NOV-17
  Cenário: Na notificação do Tiny que traz dois produtos, o que não tem SKU não impede o outro
    Dado que o Tiny tem os produtos:
      | código  | nome          | preço |
      | (vazio) | Caneca muda   | 19,90 |
      | CAN-02  | Caneca grande | 29,90 |
    E que cada uma das próximas 2 notificações "produto" do Tiny se perde
    Quando envio para o e-commerce os produtos "(vazio), CAN-02"
    E os produtos das notificações perdidas do Tiny chegam numa só
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | integração |
      | CAN-02 | Integrado  |
