# language: pt
Funcionalidade: O que uma plataforma recusa uma vez não se perde, e nada fica em dobro

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-14
  Esquema do Cenário: Enviar, e <chamada> <dono> <problema>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
      | CAN-03 | Caneca dupla  | 39,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço | descrição     |
      | CAN-01 | Caneca do Tiny | 21,00 | Texto do Tiny |
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E integro outra vez o que ficou pendente com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E nenhum produto é pendente
    E o Tiny tem 3 produtos ao todo
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | nome           | preço | descrição     |
      | CAN-01 | Caneca do Tiny | 21,00 | Texto do Tiny |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-03" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos: códigos do Tiny
      | chamada           | dono    | problema                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 1    |
      | produto.incluir   | do Tiny | é recusada com o código 2    |
      | produto.obter     | do Tiny | é recusada com o código 3    |
      | produto.alterar   | do Tiny | é recusada com o código 4    |
      | produtos.pesquisa | do Tiny | é recusada com o código 5    |
      | produto.obter     | do Tiny | é recusada com o código 7    |
      | produto.alterar   | do Tiny | é recusada com o código 8    |
      | produto.incluir   | do Tiny | é recusada com o código 9    |
      | produtos.pesquisa | do Tiny | é recusada com o código 10   |
      | produto.obter     | do Tiny | é recusada com o código 20   |
      | produto.incluir   | do Tiny | é recusada com o código 21   |
      | produto.alterar   | do Tiny | é recusada com o código 22   |
      | produto.obter     | do Tiny | é recusada com o código 23   |
      | produto.incluir   | do Tiny | é recusada com o código 30   |
      | produto.incluir   | do Tiny | é recusada com o código 31   |
      | produto.alterar   | do Tiny | é recusada com o código 31   |
      | produto.obter     | do Tiny | é recusada com o código 32   |
      | produto.incluir   | do Tiny | é recusada com o código 33   |
      | produto.alterar   | do Tiny | é recusada com o código 34   |
      | produtos.pesquisa | do Tiny | é recusada com o código 35   |
      | produto.incluir   | do Tiny | é recusada com o código 35   |

    Exemplos: a borda do Tiny e a rede até ele
      | chamada           | dono    | problema                                         |
      | produto.incluir   | do Tiny | é respondida com o status 500                    |
      | produto.obter     | do Tiny | é respondida com o status 502                    |
      | produto.alterar   | do Tiny | é respondida com o status 503                    |
      | produto.incluir   | do Tiny | é respondida com o status 504                    |
      | produtos.pesquisa | do Tiny | tem a conexão derrubada antes de ser atendida    |
      | produto.incluir   | do Tiny | tem a conexão derrubada antes de ser atendida    |
      | produto.incluir   | do Tiny | recebe só 20 bytes da resposta                   |
      | produto.alterar   | do Tiny | recebe uma página no lugar da resposta           |
      | produto.incluir   | do Tiny | recebe uma página no lugar da resposta           |

    Exemplos: recusas da Novaoito
      | chamada         | dono        | problema                                      |
      | erp.jobs.claim  | da Novaoito | é respondida com o status 500                 |
      | erp.jobs.items  | da Novaoito | é respondida com o status 502                 |
      | products.list   | da Novaoito | é respondida com o status 503                 |
      | erp.links.put   | da Novaoito | é recusada com "not_found"                    |
      | erp.links.put   | da Novaoito | é recusada com "already_linked"               |
      | erp.links.put   | da Novaoito | é recusada com "unsupported_media_type"       |
      | erp.links.put   | da Novaoito | é recusada com "validation_failed"            |
      | erp.links.put   | da Novaoito | é recusada com "malformed_json"               |
      | erp.jobs.report | da Novaoito | é recusada com "payload_too_large"            |
      | erp.jobs.report | da Novaoito | é recusada com "validation_failed"            |
      | erp.jobs.report | da Novaoito | é recusada com "invalid_transition"           |
      | erp.jobs.finish | da Novaoito | é recusada com "invalid_transition"           |
      | erp.links.put   | da Novaoito | é respondida com o status 504                 |
      | erp.links.put   | da Novaoito | tem a conexão derrubada antes de ser atendida |
      | erp.jobs.report | da Novaoito | é respondida com o status 500                 |
      | erp.jobs.report | da Novaoito | recebe uma página no lugar da resposta        |
      | erp.jobs.finish | da Novaoito | é respondida com o status 503                 |
      | erp.jobs.finish | da Novaoito | recebe só 5 bytes da resposta                 |

  @NOV-14
  Esquema do Cenário: Enviar, e perder o acesso: <chamada> <dono> <problema>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
      | CAN-03 | Caneca dupla  | 39,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço | descrição     |
      | CAN-01 | Caneca do Tiny | 21,00 | Texto do Tiny |
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E os acessos são entregues outra vez ao conector
    E integro outra vez o que ficou pendente com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E nenhum produto é pendente
    E o Tiny tem 3 produtos ao todo
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | nome           | preço | descrição     |
      | CAN-01 | Caneca do Tiny | 21,00 | Texto do Tiny |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-03" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | chamada        | dono        | problema                            |
      | erp.jobs.items | da Novaoito | é recusada com "invalid_token"      |
      | erp.links.put  | da Novaoito | é recusada com "invalid_token"      |
      | erp.links.put  | da Novaoito | é recusada com "insufficient_scope" |

  @NOV-14
  Esquema do Cenário: Enviar, e esperar: <chamada> <dono> <problema>
    Dado que as plataformas aplicam os seus limites de acesso
    E que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
      | CAN-03 | Caneca dupla  | 39,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço | descrição     |
      | CAN-01 | Caneca do Tiny | 21,00 | Texto do Tiny |
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E passam 30 minutos
    E integro outra vez o que ficou pendente com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E nenhum produto é pendente
    E o Tiny tem 3 produtos ao todo
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | nome           | preço | descrição     |
      | CAN-01 | Caneca do Tiny | 21,00 | Texto do Tiny |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-03" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | chamada           | dono        | problema                           |
      | produto.incluir   | do Tiny     | é recusada com o código 6          |
      | produto.alterar   | do Tiny     | é recusada com o código 11         |
      | produtos.pesquisa | do Tiny     | é respondida com o status 429      |
      | erp.jobs.claim    | da Novaoito | é recusada por excesso de chamadas |
      | erp.jobs.items    | da Novaoito | é recusada por excesso de chamadas |
      | products.list     | da Novaoito | é recusada por excesso de chamadas |
      | erp.jobs.report   | da Novaoito | é recusada por excesso de chamadas |
      | erp.jobs.finish   | da Novaoito | é recusada por excesso de chamadas |
      | produto.obter     | do Tiny     | é recusada com o código 99         |
      | produto.incluir   | do Tiny     | é recusada com o código 99         |
      | erp.jobs.claim    | da Novaoito | é recusada com "store_suspended"   |
      | erp.links.put     | da Novaoito | é recusada com "store_suspended"   |
      | products.list     | da Novaoito | é recusada com "app_disabled"      |

  @NOV-14
  Esquema do Cenário: Mapear, e <chamada> <dono> <problema>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço | descrição     |
      | CAN-01 | Caneca        | 19,90 | Texto da loja |
      | CAN-02 | Caneca grande | 29,90 | Texto da loja |
    E que o Tiny tem os produtos:
      | código | nome                  | preço | descrição     |
      | CAN-01 | Caneca do Tiny        | 21,00 | Texto do Tiny |
      | CAN-02 | Caneca grande do Tiny | 31,00 | Texto do Tiny |
    E que anoto o cadastro dos produtos nos dois lados
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E integro outra vez o que ficou pendente com a operação "Mapear produtos da loja com o ERP"
    Então a falha programada aconteceu
    E nenhum produto é pendente
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | chamada           | dono        | problema                                      |
      | produtos.pesquisa | do Tiny     | é recusada com o código 20                    |
      | produtos.pesquisa | do Tiny     | recebe uma página no lugar da resposta        |
      | produto.obter     | do Tiny     | é recusada com o código 8                     |
      | produto.obter     | do Tiny     | é recusada com o código 32                    |
      | produto.obter     | do Tiny     | é recusada com o código 35                    |
      | produto.obter     | do Tiny     | recebe só 40 bytes da resposta                |
      | produto.alterar   | do Tiny     | é recusada com o código 2                     |
      | produto.alterar   | do Tiny     | é recusada com o código 32                    |
      | produto.alterar   | do Tiny     | é respondida com o status 500                 |
      | produto.alterar   | do Tiny     | perde a resposta depois de gravada            |
      | erp.links.put     | da Novaoito | é respondida com o status 500                 |
      | erp.links.put     | da Novaoito | é recusada com "already_linked"               |
      | erp.jobs.report   | da Novaoito | é respondida com o status 502                 |
      | erp.jobs.finish   | da Novaoito | é respondida com o status 504                 |
      | produtos.pesquisa | do Tiny     | é recusada com o código 1                     |
      | produtos.pesquisa | do Tiny     | é recusada com o código 3                     |
      | produtos.pesquisa | do Tiny     | é recusada com o código 5                     |
      | produtos.pesquisa | do Tiny     | é recusada com o código 31                    |
      | produto.obter     | do Tiny     | é recusada com o código 4                     |
      | produto.obter     | do Tiny     | é recusada com o código 7                     |
      | produto.obter     | do Tiny     | é recusada com o código 10                    |
      | produto.obter     | do Tiny     | é recusada com o código 21                    |
      | produto.obter     | do Tiny     | é recusada com o código 22                    |
      | produto.obter     | do Tiny     | é recusada com o código 23                    |
      | produto.obter     | do Tiny     | é recusada com o código 33                    |
      | produto.alterar   | do Tiny     | é recusada com o código 8                     |
      | produto.alterar   | do Tiny     | é recusada com o código 9                     |
      | produto.alterar   | do Tiny     | é recusada com o código 30                    |
      | produto.alterar   | do Tiny     | é recusada com o código 31                    |
      | produto.alterar   | do Tiny     | é recusada com o código 33                    |
      | produto.alterar   | do Tiny     | é recusada com o código 34                    |
      | erp.links.put     | da Novaoito | é recusada com "malformed_json"               |

  @NOV-14
  Esquema do Cenário: Mapear, e esperar: <chamada> <dono> <problema>
    Dado que as plataformas aplicam os seus limites de acesso
    E que a Novaoito tem os produtos:
      | SKU    | nome          | preço | descrição     |
      | CAN-01 | Caneca        | 19,90 | Texto da loja |
      | CAN-02 | Caneca grande | 29,90 | Texto da loja |
    E que o Tiny tem os produtos:
      | código | nome                  | preço | descrição     |
      | CAN-01 | Caneca do Tiny        | 21,00 | Texto do Tiny |
      | CAN-02 | Caneca grande do Tiny | 31,00 | Texto do Tiny |
    E que anoto o cadastro dos produtos nos dois lados
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E passam 30 minutos
    E integro outra vez o que ficou pendente com a operação "Mapear produtos da loja com o ERP"
    Então a falha programada aconteceu
    E nenhum produto é pendente
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | chamada           | dono        | problema                           |
      | produtos.pesquisa | do Tiny     | é recusada com o código 6          |
      | produto.alterar   | do Tiny     | é recusada com o código 11         |
      | products.list     | da Novaoito | é recusada por excesso de chamadas |
      | produtos.pesquisa | do Tiny     | é recusada com o código 99         |
      | products.list     | da Novaoito | é recusada com "store_suspended"   |
      | erp.links.put     | da Novaoito | é recusada com "app_disabled"      |

  @fato-novaoito-38 @reconstruido
  Esquema do Cenário: Receber do Tiny, e <chamada> <dono> <problema>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço |
      | CAN-02 | Caneca da loja | 25,00 |
    E que o Tiny tem os produtos:
      | código | nome          | preço | estoque |
      | CAN-01 | Caneca        | 19,90 | 12      |
      | CAN-02 | Caneca grande | 29,90 | 7       |
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    E envio para o e-commerce os produtos "CAN-01, CAN-02"
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome           | preço | integração |
      | CAN-01 | Caneca         | 19,90 | Integrado  |
      | CAN-02 | Caneca da loja | 25,00 | Integrado  |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos: recusas da Novaoito
      | chamada         | dono        | problema                                      |
      | products.by_sku | da Novaoito | é respondida com o status 500                 |
      | products.create | da Novaoito | é recusada com "validation_failed"            |
      | products.create | da Novaoito | é recusada com "sku_already_exists"           |
      | products.create | da Novaoito | é recusada com "insufficient_scope"           |
      | products.create | da Novaoito | é recusada com "unsupported_media_type"       |
      | products.create | da Novaoito | é respondida com o status 504                 |
      | products.create | da Novaoito | perde a resposta depois de gravada            |
      | products.create | da Novaoito | recebe só 20 bytes da resposta                |
      | products.create | da Novaoito | recebe uma página no lugar da resposta        |
      | erp.links.put   | da Novaoito | é recusada com "app_disabled"                 |
      | erp.links.put   | da Novaoito | é recusada com "not_found"                    |
      | erp.links.put   | da Novaoito | é recusada com "already_linked"               |
      | erp.links.put   | da Novaoito | é respondida com o status 503                 |
      | erp.links.put   | da Novaoito | perde a resposta depois de gravada            |
      | products.create | da Novaoito | é recusada com "malformed_json"               |
      | products.create | da Novaoito | é recusada com "payload_too_large"            |

    Exemplos: recusas do Tiny
      | chamada           | dono    | problema                                      |
      | produtos.pesquisa | do Tiny | é recusada com o código 2                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 35                    |
      | produtos.pesquisa | do Tiny | é respondida com o status 500                 |
      | produtos.pesquisa | do Tiny | tem a conexão derrubada antes de ser atendida |
      | produtos.pesquisa | do Tiny | é recusada com o código 1                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 3                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 4                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 5                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 7                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 8                     |
      | produtos.pesquisa | do Tiny | é recusada com o código 10                    |
      | produtos.pesquisa | do Tiny | é recusada com o código 21                    |
      | produtos.pesquisa | do Tiny | é recusada com o código 23                    |
      | produtos.pesquisa | do Tiny | é recusada com o código 31                    |
      | produtos.pesquisa | do Tiny | é recusada com o código 32                    |
      | produtos.pesquisa | do Tiny | é recusada com o código 99                    |

  @fato-novaoito-38 @reconstruido
  Esquema do Cenário: Receber do Tiny, e esperar: <chamada> <dono> <problema>
    Dado que as plataformas aplicam os seus limites de acesso
    E que a Novaoito tem os produtos:
      | SKU    | nome           | preço |
      | CAN-02 | Caneca da loja | 25,00 |
    E que o Tiny tem os produtos:
      | código | nome          | preço | estoque |
      | CAN-01 | Caneca        | 19,90 | 12      |
      | CAN-02 | Caneca grande | 29,90 | 7       |
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    E passam 30 minutos
    E envio para o e-commerce os produtos "CAN-01, CAN-02"
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome           | preço | integração |
      | CAN-01 | Caneca         | 19,90 | Integrado  |
      | CAN-02 | Caneca da loja | 25,00 | Integrado  |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | chamada           | dono        | problema                           |
      | products.by_sku   | da Novaoito | é recusada por excesso de chamadas |
      | products.create   | da Novaoito | é recusada por excesso de chamadas |
      | erp.links.put     | da Novaoito | é recusada por excesso de chamadas |
      | produtos.pesquisa | do Tiny     | é recusada com o código 6          |
      | products.by_sku   | da Novaoito | é recusada com "store_suspended"   |

  @fato-novaoito-25 @reconstruido
  Esquema do Cenário: A resposta do <qual> lote que se perde não deixa nenhum produto em dobro
    Dado que a Novaoito tem 25 produtos com SKU de "LOTE-01" em diante
    E que <chamada> a "produto.incluir" do Tiny perde a resposta depois de gravada
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E integro outra vez o que ficou pendente com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E nenhum produto é pendente
    E o Tiny tem 25 produtos ao todo
    E o produto "LOTE-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "LOTE-25" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | qual     | chamada           |
      | primeiro | a próxima chamada |
      | segundo  | a 2ª chamada      |
