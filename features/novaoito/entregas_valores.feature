# language: pt
@reconstruido
Funcionalidade: Avisos de estoque e de preços perdidos, atrasados, repetidos e fora de ordem

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 1       |
      | CAN-02 | Copo   | 9,90  | 2       |
    E que o Tiny tem os produtos:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 10      |
      | CAN-02 | Copo   | 9,90  | 20      |
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"

  @fato-novaoito-43
  Esquema do Cenário: O estoque fica certo, ainda que <plano>
    Dado que o conector recebe avisos de estoque do Tiny
    E que <plano>
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 3          |
      | CAN-02 | 4          |
      | CAN-01 | 8          |
    E passam <minutos> minutos
    E as notificações retidas são liberadas
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque | preço |
      | CAN-01 | 8       | 19,90 |
      | CAN-02 | 4       | 9,90  |

    Exemplos:
      | plano                                                                                | minutos |
      | a próxima notificação "estoque" do Tiny se perde                                     | 1       |
      | a próxima notificação "estoque" do Tiny atrasa 60 minutos                            | 61      |
      | a 3ª notificação "estoque" do Tiny atrasa 960 minutos                                | 961     |
      | toda notificação "estoque" do Tiny chega duas vezes                                  | 1       |
      | a próxima notificação "estoque" do Tiny chega de novo 30 minutos depois              | 31      |
      | as próximas 3 notificações "estoque" do Tiny chegam em ordem inversa                 | 1       |
      | as próximas 3 notificações "estoque" do Tiny chegam todas de uma vez                 | 1       |
      | a próxima notificação "estoque" do Tiny só chega na 2ª tentativa                     | 30      |
      | a 3ª notificação "estoque" do Tiny só chega na 4ª tentativa                          | 120     |
      | a conexão cai depois que a 3ª notificação "estoque" do Tiny é recebida               | 30      |
      | a próxima notificação "estoque" do Tiny chega logo depois da 2ª chamada do conector  | 1       |

  @fato-novaoito-43
  Esquema do Cenário: O preço fica certo, ainda que <plano>
    Dado que o conector recebe avisos de preços do Tiny
    E que <plano>
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço | preço promocional |
      | CAN-01 | 21,00 | 20,00             |
      | CAN-02 | 8,00  | 0                 |
      | CAN-01 | 25,00 | 22,50             |
    E passam <minutos> minutos
    E as notificações retidas são liberadas
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço | preço promocional | nome   |
      | CAN-01 | 25,00 | 22,50             | Caneca |
      | CAN-02 | 8,00  | (vazio)           | Copo   |

    Exemplos:
      | plano                                                                 | minutos |
      | a próxima notificação "precos" do Tiny se perde                       | 1       |
      | a 3ª notificação "precos" do Tiny atrasa 960 minutos                  | 961     |
      | toda notificação "precos" do Tiny chega duas vezes                    | 1       |
      | as próximas 3 notificações "precos" do Tiny chegam em ordem inversa   | 1       |
      | as próximas 3 notificações "precos" do Tiny chegam todas de uma vez   | 1       |
      | a 3ª notificação "precos" do Tiny só chega na 2ª tentativa            | 30      |
      | a conexão cai depois que a 3ª notificação "precos" do Tiny é recebida | 30      |

  @fato-novaoito-43
  Cenário: O aviso de estoque que chega outra vez, horas depois, não desfaz o que mudou
    Dado que o conector recebe avisos de estoque do Tiny
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 3          |
      | CAN-01 | 8          |
    E passam 960 minutos
    E todas as notificações são entregues outra vez
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 8       |

  @fato-novaoito-43
  Esquema do Cenário: O aviso que chega com outro do mesmo SKU em andamento não se perde: <chamada> <problema>
    Dado que o conector recebe avisos de estoque do Tiny
    E que a próxima chamada a "<chamada>" da Novaoito <problema>
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço" até o conector ter de esperar:
      | código | quantidade |
      | CAN-01 | 3          |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 8          |
    E passam 30 minutos
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 8       |
      | CAN-02 | 2       |

    Exemplos:
      | chamada    | problema                                      |
      | stock.bulk | é recusada por excesso de chamadas            |
      | stock.bulk | é respondida com o status 503                 |
      | stock.bulk | tem a conexão derrubada antes de ser atendida |

  @fato-novaoito-43
  Cenário: O aviso de preços que chega com outro do mesmo SKU em andamento não se perde
    Dado que o conector recebe avisos de preços do Tiny
    E que a próxima chamada a "prices.bulk" da Novaoito é recusada por excesso de chamadas
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto" até o conector ter de esperar:
      | código | preço |
      | CAN-01 | 21,00 |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    E passam 30 minutos
    Então a falha programada aconteceu
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço |
      | CAN-01 | 25,00 |
      | CAN-02 | 9,90  |

  @fato-novaoito-43
  Esquema do Cenário: O valor <preço> com a promoção <promoção> do Tiny fica <na loja> e <promoção na loja> na loja
    Dado que o conector recebe avisos de preços do Tiny
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço | preço promocional |
      | CAN-01 | 30,00 | 29,00             |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço   | preço promocional |
      | CAN-01 | <preço> | <promoção>        |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço     | preço promocional  |
      | CAN-01 | <na loja> | <promoção na loja> |
      | CAN-02 | 9,90      | (vazio)            |

    Exemplos: iguais, cruzados, sem promoção, sem preço
      | preço      | promoção | na loja    | promoção na loja |
      | 0,01       | 0        | 0,01       | (vazio)          |
      | 0,02       | 0,01     | 0,02       | 0,01             |
      | 19,99      | 19,98    | 19,99      | 19,98            |
      | 20,00      | 20,00    | 20,00      | (vazio)          |
      | 20,00      | 25,00    | 20,00      | (vazio)          |
      | 25,00      | 0        | 25,00      | (vazio)          |
      | 1.234,56   | 1.000,00 | 1.234,56   | 1.000,00         |
      | 999.999,99 | 0        | 999.999,99 | (vazio)          |

  @fato-novaoito-43
  Esquema do Cenário: O saldo <saldo> do Tiny é o estoque da loja
    Dado que o conector recebe avisos de estoque do Tiny
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | <saldo>    |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | <saldo> |
      | CAN-02 | 2       |

    Exemplos:
      | saldo |
      | 0     |
      | 1     |
      | 0,5   |
      | 2,75  |
      | 99999 |
