# language: pt
@reconstruido
Funcionalidade: As configurações do aplicativo valem

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @fato-novaoito-49
  Esquema do Cenário: O produto criado na loja tem a visibilidade padrão escolhida: <visibilidade>
    Dado que as configurações do aplicativo Tiny ERP são:
      | visibilidade padrão |
      | <visibilidade>      |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | visibilidade   |
      | CAN-01 | <visibilidade> |

    Exemplos:
      | visibilidade                    |
      | Não visível individualmente     |
      | Disponível apenas nos catálogos |
      | Disponível apenas na busca      |
      | Catálogo e busca                |

  @NOV-12
  Esquema do Cenário: A visibilidade padrão não muda o produto que a loja já tem: <visibilidade>
    Dado que as configurações do aplicativo Tiny ERP são:
      | visibilidade padrão |
      | <visibilidade>      |
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | visibilidade               |
      | CAN-01 | Caneca | 45,00 | Disponível apenas na busca |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 39,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando envio para o e-commerce os produtos "CAN-01"
    Então o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E nenhum cadastro de produto mudou

    Exemplos:
      | visibilidade                |
      | Catálogo e busca            |
      | Não visível individualmente |

  @fato-novaoito-49
  Esquema do Cenário: A visibilidade padrão mudada depois vale para os produtos seguintes: <visibilidade>
    Dado que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 39,90 |
      | CAN-02 | Caneca grande | 49,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    E as configurações do aplicativo Tiny ERP passam a ser:
      | visibilidade padrão |
      | <visibilidade>      |
    E envio para o e-commerce os produtos "CAN-01, CAN-02"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | visibilidade                    |
      | CAN-01 | Disponível apenas nos catálogos |
      | CAN-02 | <visibilidade>                  |

    Exemplos:
      | visibilidade               |
      | Catálogo e busca           |
      | Disponível apenas na busca |

  @fato-novaoito-49
  Esquema do Cenário: Com a troca automática de estoque em <estoque>, o aviso deixa <saldo> na loja
    Dado que o conector recebe avisos de estoque do Tiny
    E que as configurações do aplicativo Tiny ERP são:
      | estoque   |
      | <estoque> |
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 5       |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    Então a última notificação "estoque" do Tiny é respondida com o status 200
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | <saldo> |

    Exemplos:
      | estoque | saldo |
      | sim     | 7     |
      | não     | 5     |

  @fato-novaoito-49
  Esquema do Cenário: Com a troca automática de preços em <preços>, o aviso deixa <preço> na loja
    Dado que o conector recebe avisos de preços do Tiny
    E que as configurações do aplicativo Tiny ERP são:
      | preços   |
      | <preços> |
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço   |
      | CAN-01 | <preço> |

    Exemplos:
      | preços | preço |
      | sim    | 25,00 |
      | não    | 19,90 |

  @fato-novaoito-49
  Cenário: A troca automática que volta a ser ligada vale para o aviso seguinte
    Dado que o conector recebe avisos de estoque do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 5       |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando as configurações do aplicativo Tiny ERP passam a ser:
      | estoque | preços |
      | não     | sim    |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E as configurações do aplicativo Tiny ERP passam a ser:
      | estoque | preços |
      | sim     | não    |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 8          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 8       |

  @NOV-13
  Esquema do Cenário: O envio feito à mão no Tiny vale com a troca automática de produtos em <produtos>
    Dado que as configurações do aplicativo Tiny ERP são:
      | produtos   | estoque    | preços     |
      | <produtos> | <produtos> | <produtos> |
    E que o Tiny tem os produtos:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 39,90 | 12      |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço | estoque | visibilidade                    | integração |
      | CAN-01 | 39,90 | 12      | Disponível apenas nos catálogos | Integrado  |

    Exemplos:
      | produtos |
      | sim      |
      | não      |

  @NOV-06
  Esquema do Cenário: A integração pedida na loja vale com a troca automática em <tudo>
    Dado que as configurações do aplicativo Tiny ERP são:
      | produtos | estoque | preços | pedidos | situações | chamados | enviar pedidos |
      | <tudo>   | <tudo>  | <tudo> | <tudo>  | <tudo>    | <tudo>   | <tudo>         |
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 5       |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 5       |

    Exemplos:
      | tudo |
      | sim  |
      | não  |

  @fato-novaoito-49
  Esquema do Cenário: A lista de preços escolhida dá os preços da loja: <acréscimo>% sobre <preço> e <promoção>
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Listas de preços", aciono "Incluir lista de preços":
      | descrição | acréscimo_desconto |
      | Outra     | 50                 |
      | Loja      | <acréscimo>        |
    E as configurações do aplicativo Tiny ERP passam a ser:
      | lista de preços |
      | Loja            |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço   | preço promocional |
      | CAN-01 | <preço> | <promoção>        |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço     | preço promocional  |
      | CAN-01 | <na loja> | <promoção na loja> |

    Exemplos:
      | acréscimo | preço  | promoção | na loja | promoção na loja |
      | 0         | 25,00  | 20,00    | 25,00   | 20,00            |
      | 10        | 25,00  | 20,00    | 27,50   | 22,00            |
      | -10       | 25,00  | 20,00    | 22,50   | 18,00            |
      | 12,5      | 19,99  | 9,99     | 22,49   | 11,24            |
      | 3         | 0,50   | 0        | 0,52    | (vazio)          |
      | 1         | 0,50   | 0        | 0,51    | (vazio)          |

  @fato-novaoito-49
  Cenário: A exceção da lista de preços vale no lugar do que a lista calcula
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Listas de preços", aciono "Incluir lista de preços":
      | descrição | acréscimo_desconto |
      | Loja      | 10                 |
    E no Tiny, em "Cadastros > Listas de preços", aciono "Incluir exceção":
      | lista | código | preço | preço promocional |
      | Loja  | CAN-01 | 33,00 | 30,00             |
    E as configurações do aplicativo Tiny ERP passam a ser:
      | lista de preços |
      | Loja            |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço | preço promocional |
      | CAN-01 | 33,00 | 30,00             |
    Quando as configurações do aplicativo Tiny ERP passam a ser:
      | lista de preços |
      | (vazio)         |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 26,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço |
      | CAN-01 | 26,00 |

  @fato-novaoito-49
  Cenário: A exceção da lista de preços vale para o produto que a tem, e para nenhum outro
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
      | CAN-02 | Copo   | 29,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Listas de preços", aciono "Incluir lista de preços":
      | descrição | acréscimo_desconto |
      | Outra     | 50                 |
      | Loja      | 10                 |
    E no Tiny, em "Cadastros > Listas de preços", aciono "Incluir exceção":
      | lista | código | preço | preço promocional |
      | Outra | CAN-02 | 55,00 | 50,00             |
      | Loja  | CAN-01 | 33,00 | 30,00             |
    E as configurações do aplicativo Tiny ERP passam a ser:
      | lista de preços |
      | Loja            |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
      | CAN-02 | 40,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço | preço promocional |
      | CAN-01 | 33,00 | 30,00             |
      | CAN-02 | 44,00 | (vazio)           |

  @fato-novaoito-49
  Esquema do Cenário: Com a fonte do estoque em <fonte>, o aviso do Tiny deixa <saldo> na loja
    Dado que o conector recebe avisos de estoque do Tiny
    E que as configurações do aplicativo Tiny ERP são:
      | fonte do estoque |
      | <fonte>          |
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 5       |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | <saldo> |

    Exemplos:
      | fonte | saldo |
      | ERP   | 7     |
      | Loja  | 5     |

  @fato-novaoito-49
  Cenário: O acréscimo da lista de preços que muda no Tiny vale para o aviso seguinte e para a reconciliação
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Listas de preços", aciono "Incluir lista de preços":
      | descrição | acréscimo_desconto |
      | Loja      | 10                 |
    E as configurações do aplicativo Tiny ERP passam a ser:
      | lista de preços |
      | Loja            |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 30,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço |
      | CAN-01 | 33,00 |
    Quando no Tiny, em "Cadastros > Listas de preços", aciono "Alterar lista de preços":
      | descrição | acréscimo_desconto |
      | Loja      | 20                 |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 40,00 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço |
      | CAN-01 | 48,00 |
    Quando no Tiny, em "Cadastros > Listas de preços", aciono "Alterar lista de preços":
      | descrição | acréscimo_desconto |
      | Loja      | -10                |
    E o conector reconcilia os preços
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço |
      | CAN-01 | 36,00 |
