# language: pt
Funcionalidade: Notificações repetidas, perdidas e fora de ordem

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-15
  Cenário: O pedido de integração que chega duas vezes cria cada produto uma vez só
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que a próxima notificação "erp.job.requested" da Novaoito chega duas vezes
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E o Tiny tem 2 produtos ao todo

  @fato-novaoito-10 @reconstruido
  Esquema do Cenário: O aviso da loja <como> é recusado, e vale quando chega outra vez com a certa
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que a próxima notificação "erp.job.requested" da Novaoito chega <como>
    Quando passam 1 minutos
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a última notificação "erp.job.requested" da Novaoito é recusada
    Quando passam 2 minutos
    Então a última notificação "erp.job.requested" da Novaoito é aceita
    E o último aviso "erp.job.requested" da Novaoito foi tentado 2 vezes
    E a integração termina como "Concluída"
    E o Tiny tem 1 produto ao todo

    Exemplos:
      | como                                |
      | sem assinatura                      |
      | com a assinatura errada             |
      | com uma assinatura de 6 minutos antes |

  @fato-novaoito-10 @reconstruido
  Esquema do Cenário: A notificação da loja com uma assinatura de <idade> segundos é <como>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que a próxima notificação "erp.job.requested" da Novaoito chega com uma assinatura de <idade> segundos antes
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a última notificação "erp.job.requested" da Novaoito é <como>
    Quando passam 3 minutos
    Então o último aviso "erp.job.requested" da Novaoito foi tentado <tentativas>
    E a integração termina como "Concluída"
    E o Tiny tem 1 produto ao todo

    Exemplos:
      | idade | como     | tentativas |
      | 299   | aceita   | 1 vez      |
      | 300   | aceita   | 1 vez      |
      | 301   | recusada | 2 vezes    |

  @NOV-11 @NOV-13
  Cenário: Os produtos do Tiny que chegam em ordem inversa são todos criados na loja
    Dado que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
      | CAN-03 | Caneca dupla  | 39,90 |
    E que as próximas 3 notificações "produto" do Tiny chegam em ordem inversa
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02, CAN-03"
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
      | CAN-02 | mapeado  | (vazio)  |
      | CAN-03 | mapeado  | (vazio)  |
    E a Novaoito tem 3 produtos ao todo

  @NOV-13
  Cenário: O produto cuja notificação se perdeu é criado quando ela chega outra vez
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que a próxima notificação "produto" do Tiny se perde
    Quando envio para o e-commerce os produtos "CAN-01"
    Então a Novaoito tem 0 produtos ao todo
    Quando todas as notificações são entregues outra vez
    Então a Novaoito tem 1 produto com o SKU "CAN-01"
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-11 @NOV-13
  Cenário: O produto do Tiny que chega duas vezes é criado uma vez só e fica mapeado
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que a próxima notificação "produto" do Tiny chega duas vezes
    Quando envio para o e-commerce os produtos "CAN-01"
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
    E a Novaoito tem 1 produto ao todo

  @NOV-11 @fato-novaoito-39 @reconstruido
  Cenário: O produto cuja resposta se perde no caminho é enviado outra vez e fica mapeado
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que a conexão cai depois que a próxima notificação "produto" do Tiny é recebida
    Quando envio para o e-commerce os produtos "CAN-01"
    E passam 10 minutos
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
    E a Novaoito tem 1 produto ao todo

  @NOV-06 @fato-novaoito-16 @reconstruido
  Esquema do Cenário: O pedido de integração que <o que houve> é atendido mesmo assim
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que <plano>
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E <depois>
    Então a integração termina como "Concluída"
    E o Tiny tem 1 produto ao todo

    Exemplos:
      | o que houve             | plano                                                                   | depois                                        |
      | se atrasa               | a próxima notificação "erp.job.requested" da Novaoito atrasa 10 minutos | passam 10 minutos                             |
      | se perde e chega depois | a próxima notificação "erp.job.requested" da Novaoito se perde          | todas as notificações são entregues outra vez |

  @fato-novaoito-41 @reconstruido
  Esquema do Cenário: O produto que o Tiny envia no meio da integração fica com um vínculo só: <chamada>ª chamada
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 21,00 |
    E que a próxima notificação "produto" do Tiny chega logo depois da <chamada>ª chamada do conector
    Quando envio para o e-commerce os produtos "CAN-01"
    E integro os produtos pendentes com a operação "<operação>"
    E as notificações retidas são liberadas
    Então o Tiny tem 1 produto com o SKU "CAN-01"
    E a Novaoito tem 2 produtos ao todo
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | chamada | operação                           |
      | 1       | Enviar produtos da loja para o ERP |
      | 3       | Enviar produtos da loja para o ERP |
      | 5       | Enviar produtos da loja para o ERP |
      | 7       | Enviar produtos da loja para o ERP |
      | 4       | Mapear produtos da loja com o ERP  |
      | 6       | Mapear produtos da loja com o ERP  |

  @NOV-12 @NOV-15
  Cenário: Entregar tudo outra vez não muda nada
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome         | preço |
      | CAN-02 | Caneca dupla | 39,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando envio para o e-commerce os produtos "CAN-02"
    E todas as notificações são entregues outra vez
    Então o Tiny tem 2 produtos ao todo
    E a Novaoito tem 2 produtos ao todo
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU
