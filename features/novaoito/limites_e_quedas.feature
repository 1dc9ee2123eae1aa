# language: pt
Funcionalidade: Limites, quedas e acesso perdido no meio da integração

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-06 @fato-novaoito-25 @reconstruido
  Cenário: O limite de acessos no meio do envio é só uma espera
    Dado que a Novaoito tem 45 produtos com SKU de "LOTE-001" em diante
    E que as plataformas aplicam os seus limites de acesso
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E o Tiny tem 45 produtos ao todo
    E nenhum produto é pendente

  @NOV-07 @fato-novaoito-25 @reconstruido
  Cenário: O limite de acessos do Tiny no meio do mapeamento é só uma espera
    Dado que a Novaoito tem 45 produtos com SKU de "LOTE-001" em diante
    E que o Tiny tem 45 produtos com SKU de "LOTE-001" em diante
    E que anoto o cadastro dos produtos nos dois lados
    E que as plataformas aplicam os seus limites de acesso
    Quando no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano   |
      | Crescer |
    E integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina como "Concluída"
    E nenhum produto é pendente
    E nenhum cadastro de produto mudou

  @NOV-06 @fato-novaoito-25 @reconstruido
  Esquema do Cenário: A recusa do Tiny em <chamada> por excesso de chamadas é só uma espera
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que as plataformas aplicam os seus limites de acesso
    E que a próxima chamada a "<chamada>" do Tiny é recusada por excesso de chamadas
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E a integração termina como "Concluída"
    E nenhum produto é pendente
    E o Tiny tem 2 produtos ao todo

    Exemplos:
      | chamada           |
      | produtos.pesquisa |
      | produto.obter     |
      | produto.alterar   |
      | produto.incluir   |

  @fato-novaoito-25 @reconstruido
  Cenário: Enquanto o Tiny recusa por excesso de chamadas o conector espera, e não insiste
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que as plataformas aplicam os seus limites de acesso
    E que cada uma das próximas 12 chamadas a "produto.incluir" do Tiny é recusada por excesso de chamadas
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E o conector não insistiu com o Tiny
    E o Tiny tem 1 produto ao todo

  @fato-novaoito-25 @reconstruido
  Cenário: O token trocado no meio encerra a integração como falha, e o resto continua pendente
    Dado que a Novaoito tem 25 produtos com SKU de "LOTE-01" em diante
    E que a 20ª chamada a "erp.links.put" da Novaoito é recusada por excesso de chamadas
    Quando começo a integrar os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E no Tiny, em "Configurações > E-commerce > Token API", aciono "Gerar novo token"
    Então a integração termina como "Falhou"
    E 5 produtos são pendentes
    E o Tiny tem 20 produtos ao todo
    Quando a loja passa a usar o novo token do Tiny
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E nenhum produto é pendente
    E o Tiny tem 25 produtos ao todo

  @fato-novaoito-25 @reconstruido
  Cenário: A conta do Tiny suspensa encerra a integração como falha, e nada é perdido
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    Quando no Tiny, em "Administração do Tiny", aciono "Suspender conta"
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Falhou"
    E só são pendentes os produtos "CAN-01, CAN-02"
    Quando no Tiny, em "Administração do Tiny", aciono "Reativar conta"
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E o Tiny tem 2 produtos ao todo

  @NOV-06 @fato-novaoito-25 @reconstruido
  Cenário: O conector que recomeça no meio continua de onde estava
    Dado que a Novaoito tem 25 produtos com SKU de "LOTE-01" em diante
    E que a 10ª chamada a "erp.links.put" da Novaoito é recusada por excesso de chamadas
    Quando começo a integrar os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E o conector recomeça
    Então a integração termina como "Concluída"
    E nenhum produto é pendente
    E o Tiny tem 25 produtos ao todo

  @NOV-06 @fato-novaoito-25 @reconstruido
  Esquema do Cenário: A resposta perdida em <chamada> não deixa produto em dobro nem sem vínculo
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que a próxima chamada a "<chamada>" <dono> perde a resposta depois de gravada
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E passam 10 minutos
    Então a falha programada aconteceu
    E a integração termina como "Concluída"
    E o Tiny tem 2 produtos ao todo
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | chamada          | dono        |
      | produto.incluir  | do Tiny     |
      | erp.jobs.claim   | da Novaoito |
      | erp.links.put    | da Novaoito |
      | erp.jobs.report  | da Novaoito |
      | erp.jobs.finish  | da Novaoito |

  @NOV-07 @fato-novaoito-25 @reconstruido
  Cenário: A resposta perdida ao gravar o mapeamento não muda nenhum cadastro
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço | descrição     |
      | CAN-01 | Caneca do Tiny | 21,00 | Texto do Tiny |
    E que anoto o cadastro dos produtos nos dois lados
    E que a próxima chamada a "produto.alterar" do Tiny perde a resposta depois de gravada
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E passam 10 minutos
    Então a integração termina como "Concluída"
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-06 @NOV-02
  Esquema do Cenário: O vínculo que a loja não gravou não é dado por feito no resultado: <problema>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que a próxima chamada a "erp.links.put" da Novaoito <problema>
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E passam 10 minutos
    Então a falha programada aconteceu
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" não mostra:
      | resultado     |
      | Sem resultado |
    Quando integro outra vez o que ficou pendente com a operação "Enviar produtos da loja para o ERP"
    Então nenhum produto é pendente
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | problema                                      |
      | tem a conexão derrubada antes de ser atendida |
      | é respondida com o status 504                 |

  @NOV-11 @fato-novaoito-34
  Esquema do Cenário: O vínculo que a loja não gravou não é dado por feito no Tiny: <problema>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço |
      | CAN-01 | Caneca da loja | 45,00 |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 39,90 |
    E que a próxima chamada a "erp.links.put" da Novaoito <problema>
    Quando envio para o e-commerce os produtos "CAN-01"
    Então a falha programada aconteceu
    E o Tiny só dá por mapeados os produtos que a loja tem vinculados

    Exemplos:
      | problema                                      |
      | tem a conexão derrubada antes de ser atendida |
      | é respondida com o status 502                 |
      | é respondida com o status 504                 |

  @NOV-11 @fato-novaoito-39 @reconstruido
  Cenário: O produto do Tiny criado na loja sem que a resposta chegue não é criado outra vez
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    E que a próxima chamada a "products.create" da Novaoito perde a resposta depois de gravada
    Quando envio para o e-commerce os produtos "CAN-01"
    E passam 10 minutos
    Então a falha programada aconteceu
    E a Novaoito tem 1 produto ao todo
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o resultado do envio no Tiny é:
      | código | situação |
      | CAN-01 | mapeado  |

  @NOV-11 @fato-novaoito-39 @reconstruido
  Cenário: A loja fora do ar por um momento não deixa o produto do Tiny sem mapear nem em dobro
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    E que a próxima chamada a "products.create" da Novaoito é respondida com o status 500
    Quando envio para o e-commerce os produtos "CAN-01"
    E passam 10 minutos
    Então a falha programada aconteceu
    E a Novaoito tem 1 produto ao todo
    E o resultado do envio no Tiny é:
      | código | situação |
      | CAN-01 | mapeado  |

  @fato-novaoito-15 @reconstruido
  Cenário: O que muda na loja depois do pedido é respeitado na vez de cada produto
    Dado que a Novaoito tem 25 produtos com SKU de "LOTE-01" em diante
    E que a 10ª chamada a "erp.links.put" da Novaoito é recusada por excesso de chamadas
    Quando começo a integrar os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E na Novaoito, em "Produtos", aciono "Desativar produto":
      | SKU     |
      | LOTE-25 |
    Então a integração termina como "Concluída"
    E o Tiny tem 0 produtos com o SKU "LOTE-25"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" mostra:
      | SKU     | resultado | código     |
      | LOTE-25 | Ignorado  | not_active |
