# language: pt
@reconstruido
Funcionalidade: Avisos de estoque e de preços que encontram uma recusa no caminho

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 5       |
    E que o Tiny tem os produtos:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 10      |
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"

  @fato-novaoito-43
  Esquema do Cenário: Um aviso de estoque, e <chamada> <dono> <problema>
    Dado que o conector recebe avisos de estoque do Tiny
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 30 minutos
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

    Exemplos: recusas do Tiny
      | chamada               | dono    | problema                                      |
      | produto.obter.estoque | do Tiny | é recusada com o código 6                     |
      | produto.obter.estoque | do Tiny | é recusada com o código 11                    |
      | produto.obter.estoque | do Tiny | é recusada com o código 35                    |
      | produto.obter.estoque | do Tiny | é recusada com o código 99                    |
      | produto.obter.estoque | do Tiny | é respondida com o status 429                 |
      | produto.obter.estoque | do Tiny | é respondida com o status 500                 |
      | produto.obter.estoque | do Tiny | é respondida com o status 502                 |
      | produto.obter.estoque | do Tiny | é respondida com o status 503                 |
      | produto.obter.estoque | do Tiny | é respondida com o status 504                 |
      | produto.obter.estoque | do Tiny | tem a conexão derrubada antes de ser atendida |
      | produto.obter.estoque | do Tiny | recebe só 20 bytes da resposta                |
      | produto.obter.estoque | do Tiny | recebe uma página no lugar da resposta        |

    Exemplos: recusas da Novaoito
      | chamada         | dono        | problema                               |
      | products.by_sku | da Novaoito | é recusada com "rate_limited"          |
      | products.by_sku | da Novaoito | é recusada com "store_suspended"       |
      | products.by_sku | da Novaoito | é respondida com o status 500          |
      | products.by_sku | da Novaoito | recebe uma página no lugar da resposta |
      | stock.bulk      | da Novaoito | é recusada com "rate_limited"          |
      | stock.bulk      | da Novaoito | é recusada com "store_suspended"       |
      | stock.bulk      | da Novaoito | é respondida com o status 502          |
      | stock.bulk      | da Novaoito | perde a resposta depois de gravada     |

  @fato-novaoito-43
  Esquema do Cenário: Um aviso de preços, e <chamada> <dono> <problema>
    Dado que o conector recebe avisos de preços do Tiny
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço | preço promocional |
      | CAN-01 | 25,00 | 22,50             |
    E passam 30 minutos
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço | preço promocional |
      | CAN-01 | 25,00 | 22,50             |

    Exemplos: recusas do Tiny
      | chamada       | dono    | problema                                      |
      | produto.obter | do Tiny | é recusada com o código 6                     |
      | produto.obter | do Tiny | é recusada com o código 35                    |
      | produto.obter | do Tiny | é recusada com o código 99                    |
      | produto.obter | do Tiny | é respondida com o status 429                 |
      | produto.obter | do Tiny | é respondida com o status 503                 |
      | produto.obter | do Tiny | tem a conexão derrubada antes de ser atendida |
      | produto.obter | do Tiny | recebe só 20 bytes da resposta                |

    Exemplos: recusas da Novaoito
      | chamada         | dono        | problema                           |
      | products.by_sku | da Novaoito | é recusada com "rate_limited"      |
      | products.by_sku | da Novaoito | é respondida com o status 500      |
      | prices.bulk     | da Novaoito | é recusada com "rate_limited"      |
      | prices.bulk     | da Novaoito | é respondida com o status 504      |
      | prices.bulk     | da Novaoito | perde a resposta depois de gravada |

  @fato-novaoito-43
  Esquema do Cenário: O aviso de estoque depois de outro que se perdeu porque <chamada> <dono> <problema>
    Dado que o conector recebe avisos de estoque do Tiny
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 3          |
    E os acessos são entregues outra vez ao conector
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 30 minutos
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

    Exemplos: os demais códigos do Tiny
      | chamada               | dono    | problema                   |
      | produto.obter.estoque | do Tiny | é recusada com o código 1  |
      | produto.obter.estoque | do Tiny | é recusada com o código 2  |
      | produto.obter.estoque | do Tiny | é recusada com o código 3  |
      | produto.obter.estoque | do Tiny | é recusada com o código 4  |
      | produto.obter.estoque | do Tiny | é recusada com o código 5  |
      | produto.obter.estoque | do Tiny | é recusada com o código 7  |
      | produto.obter.estoque | do Tiny | é recusada com o código 8  |
      | produto.obter.estoque | do Tiny | é recusada com o código 9  |
      | produto.obter.estoque | do Tiny | é recusada com o código 10 |
      | produto.obter.estoque | do Tiny | é recusada com o código 20 |
      | produto.obter.estoque | do Tiny | é recusada com o código 21 |
      | produto.obter.estoque | do Tiny | é recusada com o código 22 |
      | produto.obter.estoque | do Tiny | é recusada com o código 23 |
      | produto.obter.estoque | do Tiny | é recusada com o código 30 |
      | produto.obter.estoque | do Tiny | é recusada com o código 31 |
      | produto.obter.estoque | do Tiny | é recusada com o código 32 |
      | produto.obter.estoque | do Tiny | é recusada com o código 33 |
      | produto.obter.estoque | do Tiny | é recusada com o código 34 |

    Exemplos: os demais problemas da Novaoito
      | chamada         | dono        | problema                                |
      | products.by_sku | da Novaoito | é recusada com "invalid_token"          |
      | products.by_sku | da Novaoito | é recusada com "insufficient_scope"     |
      | products.by_sku | da Novaoito | é recusada com "app_disabled"           |
      | products.by_sku | da Novaoito | é recusada com "not_found"              |
      | stock.bulk      | da Novaoito | é recusada com "malformed_json"         |
      | stock.bulk      | da Novaoito | é recusada com "invalid_token"          |
      | stock.bulk      | da Novaoito | é recusada com "insufficient_scope"     |
      | stock.bulk      | da Novaoito | é recusada com "app_disabled"           |
      | stock.bulk      | da Novaoito | é recusada com "unsupported_media_type" |
      | stock.bulk      | da Novaoito | é recusada com "validation_failed"      |

  @fato-novaoito-43
  Esquema do Cenário: O aviso de preços depois de outro que se perdeu porque <chamada> <dono> <problema>
    Dado que o conector recebe avisos de preços do Tiny
    E que a próxima chamada a "<chamada>" <dono> <problema>
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 21,00 |
    E os acessos são entregues outra vez ao conector
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    E passam 30 minutos
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço |
      | CAN-01 | 25,00 |

    Exemplos: os demais códigos do Tiny
      | chamada       | dono    | problema                   |
      | produto.obter | do Tiny | é recusada com o código 1  |
      | produto.obter | do Tiny | é recusada com o código 2  |
      | produto.obter | do Tiny | é recusada com o código 3  |
      | produto.obter | do Tiny | é recusada com o código 4  |
      | produto.obter | do Tiny | é recusada com o código 5  |
      | produto.obter | do Tiny | é recusada com o código 7  |
      | produto.obter | do Tiny | é recusada com o código 8  |
      | produto.obter | do Tiny | é recusada com o código 9  |
      | produto.obter | do Tiny | é recusada com o código 10 |
      | produto.obter | do Tiny | é recusada com o código 20 |
      | produto.obter | do Tiny | é recusada com o código 21 |
      | produto.obter | do Tiny | é recusada com o código 22 |
      | produto.obter | do Tiny | é recusada com o código 23 |
      | produto.obter | do Tiny | é recusada com o código 30 |
      | produto.obter | do Tiny | é recusada com o código 31 |
      | produto.obter | do Tiny | é recusada com o código 32 |
      | produto.obter | do Tiny | é recusada com o código 33 |
      | produto.obter | do Tiny | é recusada com o código 34 |

    Exemplos: os demais problemas da Novaoito
      | chamada     | dono        | problema                                |
      | prices.bulk | da Novaoito | é recusada com "malformed_json"         |
      | prices.bulk | da Novaoito | é recusada com "invalid_token"          |
      | prices.bulk | da Novaoito | é recusada com "insufficient_scope"     |
      | prices.bulk | da Novaoito | é recusada com "app_disabled"           |
      | prices.bulk | da Novaoito | é recusada com "unsupported_media_type" |
      | prices.bulk | da Novaoito | é recusada com "validation_failed"      |

  @fato-novaoito-43
  Esquema do Cenário: O estoque que muda enquanto <quem> está fora do ar por horas chega quando volta
    Dado que o conector recebe avisos de estoque do Tiny
    E que <quem> está fora do ar
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 3          |
    E passam 480 minutos
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 480 minutos
    E <quem> volta ao ar
    E passam 60 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

    Exemplos:
      | quem       |
      | o Tiny     |
      | a Novaoito |

  @fato-novaoito-43
  Esquema do Cenário: O preço que muda enquanto <quem> está fora do ar por horas chega quando volta
    Dado que o conector recebe avisos de preços do Tiny
    E que <quem> está fora do ar
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    E passam 960 minutos
    E <quem> volta ao ar
    E passam 60 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço |
      | CAN-01 | 25,00 |

    Exemplos:
      | quem       |
      | o Tiny     |
      | a Novaoito |

  @fato-novaoito-50
  Esquema do Cenário: Enquanto <quem> está fora do ar o conector não insiste: <o que muda>
    Dado que o conector recebe avisos de estoque do Tiny
    E que o conector recebe avisos de preços do Tiny
    E que <quem> está fora do ar
    Quando no Tiny, em "<menu>", aciono "<botão>":
      | código | <campo> |
      | CAN-01 | 3       |
    E passam 120 minutos
    Então o conector não insistiu com <quem>

    Exemplos:
      | o que muda | quem       | menu                              | botão           | campo      |
      | o estoque  | o Tiny     | Suprimentos > Controle de estoques | Balanço         | quantidade |
      | o estoque  | a Novaoito | Suprimentos > Controle de estoques | Balanço         | quantidade |
      | o preço    | o Tiny     | Cadastros > Produtos              | Alterar produto | preço      |
      | o preço    | a Novaoito | Cadastros > Produtos              | Alterar produto | preço      |

  @fato-novaoito-43
  Cenário: O estoque que muda enquanto o aplicativo está desativado chega quando ele é ativado
    Dado que o conector recebe avisos de estoque do Tiny
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desativar"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 240 minutos
    E na Novaoito, em "Aplicativos > Tiny ERP", aciono "Ativar"
    E passam 60 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |
