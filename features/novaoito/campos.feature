# language: pt
Funcionalidade: Cada campo do cadastro chega com o valor que tem

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-18
  Esquema do Cenário: Enviado ao Tiny, o campo <campo> com o valor <valor> chega igual
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | <campo> |
      | CAN-01 | Caneca | 19,90 | <valor> |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome   | preço | <no tiny> |
      | CAN-01 | Caneca | 19,90 | <valor>   |

    Exemplos: valores de custo
      | campo | no tiny     | valor    |
      | custo | preco custo | 0,99     |
      | custo | preco custo | 12345,67 |

    @fato-novaoito-16
    Exemplos: valores de venda e de estoque
      | campo             | no tiny           | valor     |
      | preço promocional | preço promocional | 0,01      |
      | preço promocional | preço promocional | 19,89     |
      | estoque           | estoque           | 0         |
      | estoque           | estoque           | 1         |
      | estoque           | estoque           | 2,5       |
      | estoque           | estoque           | 99999     |

    @fato-novaoito-16
    Exemplos: medidas
      | campo       | no tiny      | valor   |
      | peso        | peso bruto   | 0,001   |
      | peso        | peso bruto   | 0,35    |
      | peso        | peso bruto   | 12,5    |
      | peso        | peso bruto   | 1000    |
      | altura      | altura       | 0,5     |
      | altura      | altura       | 120     |
      | largura     | largura      | 7,25    |
      | largura     | largura      | 80      |
      | comprimento | comprimento  | 1,05    |
      | comprimento | comprimento  | 300     |

    @fato-novaoito-16
    Exemplos: textos com zeros à esquerda, curtos e compridos
      | campo   | no tiny | valor          |
      | unidade | unidade | KG             |
      | unidade | unidade | M2             |
      | unidade | unidade | L              |
      | gtin    | gtin    | 00000000       |
      | gtin    | gtin    | 0012345678905  |
      | gtin    | gtin    | 12345670       |
      | ncm     | ncm     | 0101.21.00     |
      | ncm     | ncm     | 0               |
      | cest    | cest    | 01.001.00      |
      | origem  | origem  | 0              |
      | origem  | origem  | 5              |
      | origem  | origem  | 8              |
      | marca   | marca   | 007            |
      | marca   | marca   | 0              |

  @NOV-18 @fato-novaoito-16
  Esquema do Cenário: Enviado ao Tiny, o preço <preço> chega igual
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço   |
      | CAN-01 | Caneca | <preço> |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | preço   | preço promocional |
      | CAN-01 | <preço> | 0                 |

    Exemplos:
      | preço      |
      | 0,01       |
      | 0,10       |
      | 1          |
      | 9,99       |
      | 1.234,56   |
      | 999.999,99 |

  @NOV-18
  Esquema do Cenário: Muitos campos de uma vez, cada um com o valor de outro feitio: <sku>
    Dado que a Novaoito tem os produtos:
      | SKU   | nome   | preço   | preço promocional | custo   | estoque   | peso   | altura   | largura   | comprimento   | gtin   | ncm   | cest   | origem   | unidade   | marca   | descrição   | situação |
      | <sku> | <nome> | <preço> | <promoção>        | <custo> | <estoque> | <peso> | <altura> | <largura> | <comprimento> | <gtin> | <ncm> | <cest> | <origem> | <unidade> | <marca> | <descrição> | Ativo    |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome   | preço   | preço promocional | preco custo | estoque   | peso bruto | altura   | largura   | comprimento   | gtin   | ncm   | cest   | origem   | unidade   | marca   | descrição   | situação |
      | <sku>  | <nome> | <preço> | <promoção>        | <custo>     | <estoque> | <peso>     | <altura> | <largura> | <comprimento> | <gtin> | <ncm> | <cest> | <origem> | <unidade> | <marca> | <descrição> | Ativo    |
    E o produto "<sku>" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | sku                            | nome                      | preço   | promoção | custo  | estoque | peso  | altura | largura | comprimento | gtin          | ncm        | cest      | origem | unidade | marca       | descrição                   |
      | 007                            | Caneca "de ágata"         | 0,50    | 0,49     | 0,10   | 0       | 0,001 | 1      | 2       | 3           | 00000000      | 0101.21.00 | 01.001.00 | 0      | UN      | 007         | <p>Uma &amp; outra</p>      |
      | AB/10                          | Прут & ção                | 10,00   | 9,99     | 12,00  | 1       | 0,35  | 8,5    | 8,5     | 8,5         | 7891234567895 | 7323.94.00 | 10.001.00 | 1      | KG      | Ágata       | 10" x 8' (2+2=4)            |
      | AB.10                          | 100% algodão + brinde     | 1234,56 | 1000,00  | 999,99 | 12      | 1     | 120    | 0,5     | 300         | 12345670      | 9999.99.99 | 28.038.00 | 8      | L       | A&B         | 陶瓷杯子                    |
      | SKU_COM-30.CARACTERES/00000001 | 'C:\\novo' ; --{"a": [1]} | 99,90   | 0,01     | 50     | 2,5     | 12,5  | 7,25   | 80      | 1,05        | 0012345678905 | 0402.99.00 | 17.022.01 | 5      | M2      | <b>Marca</b> | linha; outra, e mais uma... |

  @NOV-18
  Cenário: O que a loja não informa não é inventado no Tiny
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | preço promocional | preco custo | descrição | marca   | categoria | gtin    | ncm     | cest    | peso bruto | peso líquido | altura | largura | comprimento | unidade | origem | imagens |
      | CAN-01 | 0                 | 0           | (vazio)   | (vazio) | (vazio)   | (vazio) | (vazio) | (vazio) | 0          | 0            | 0      | 0       | 0           | UN      | 0      | (vazio) |

  @NOV-18
  Esquema do Cenário: A disponibilidade <disponibilidade> com <dias> dias chega ao Tiny
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | disponibilidade   | dias de preparação |
      | CAN-01 | Caneca | 19,90 | <disponibilidade> | <dias>             |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o cadastro do produto "CAN-01" no Tiny tem:
      | sob encomenda | dias preparacao |
      | <sob>         | <dias>          |

    Exemplos:
      | disponibilidade | dias | sob |
      | Imediata        | 1    | N   |
      | Sob encomenda   | 1    | S   |
      | Sob encomenda   | 90   | S   |

  @NOV-18
  Esquema do Cenário: A categoria <da loja> chega ao Tiny com o caminho inteiro
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | categoria |
      | CAN-01 | Caneca | 19,90 | <da loja> |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | categoria |
      | CAN-01 | <no tiny> |

    Exemplos:
      | da loja                              | no tiny                                |
      | Canecas                              | Canecas                                |
      | Casa & Cozinha > Canecas             | Casa & Cozinha >> Canecas              |
      | Casa > Cozinha > Mesa > Café > Ágata | Casa >> Cozinha >> Mesa >> Café >> Ágata |

  @NOV-18 @fato-novaoito-16
  Cenário: De duas categorias da loja, o Tiny recebe uma, com o caminho inteiro
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | categoria         |
      | CAN-01 | Caneca | 19,90 | Cozinha > Canecas |
    E que o produto "CAN-01" da Novaoito está também na categoria "Presentes"
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a categoria do produto "CAN-01" no Tiny é "Cozinha >> Canecas" ou "Presentes"

  @NOV-18 @fato-novaoito-16
  Cenário: O nome de 120 caracteres, o mais comprido que cabe no Tiny, chega inteiro
    Dado que a Novaoito tem os produtos:
      | SKU    | nome                                                                                                                     | preço |
      | CAN-01 | Caneca de ágata com um nome tão comprido que ocupa os cento e vinte caracteres que o Tiny aceita em um cadastro, e fim 1 | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome                                                                                                                     |
      | CAN-01 | Caneca de ágata com um nome tão comprido que ocupa os cento e vinte caracteres que o Tiny aceita em um cadastro, e fim 1 |

  @fato-novaoito-33 @reconstruido
  Esquema do Cenário: Vindo do Tiny, o campo <campo> com o valor <valor> chega igual à loja
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | <campo> |
      | CAN-01 | Caneca | 19,90 | <valor> |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome   | preço | <na loja> | integração |
      | CAN-01 | Caneca | 19,90 | <valor>   | Integrado  |

    Exemplos: preços e estoque
      | campo             | na loja           | valor   |
      | preço promocional | preço promocional | 0,01    |
      | preço promocional | preço promocional | 19,89   |
      | estoque           | estoque           | 0       |
      | estoque           | estoque           | 1       |
      | estoque           | estoque           | 2,5     |
      | estoque           | estoque           | 99999   |

    Exemplos: medidas
      | campo       | na loja     | valor |
      | altura      | altura      | 0,5   |
      | altura      | altura      | 120   |
      | largura     | largura     | 7,25  |
      | largura     | largura     | 80    |
      | comprimento | comprimento | 1,05  |
      | comprimento | comprimento | 300   |

  @fato-novaoito-33 @reconstruido
  Esquema do Cenário: Vindo do Tiny, o peso de <peso> kg chega igual à loja
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | peso bruto | peso líquido |
      | CAN-01 | Caneca | 19,90 | <peso>     | <peso>       |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | peso   |
      | CAN-01 | <peso> |

    Exemplos:
      | peso  |
      | 0,001 |
      | 0,35  |
      | 12,5  |
      | 1000  |

  @fato-novaoito-33 @reconstruido
  Esquema do Cenário: Vindo do Tiny, o preço <preço> chega igual à loja, sem promoção que ninguém fez
    Dado que o Tiny tem os produtos:
      | código | nome   | preço   |
      | CAN-01 | Caneca | <preço> |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço   | preço promocional | situação |
      | CAN-01 | <preço> | (vazio)           | Ativo    |

    Exemplos:
      | preço      |
      | 0,01       |
      | 0,10       |
      | 1          |
      | 9,99       |
      | 1.234,56   |
      | 999.999,99 |

  @fato-novaoito-33 @reconstruido
  Esquema do Cenário: Vindo do Tiny, o texto <caso> chega como foi escrito
    Dado que o Tiny tem os produtos:
      | código | nome           | preço | descrição      |
      | CAN-01 | Caneca <texto> | 19,90 | Texto: <texto> |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome           | descrição      |
      | CAN-01 | Caneca <texto> | Texto: <texto> |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | caso                  | texto                       |
      | com & = + e %         | A & B = 50% + %20 &token=1  |
      | com aspas             | 10" 'dupla' “curva”         |
      | com barra invertida   | C:\\novo\\texto             |
      | com marcação          | <b>forte</b> &amp; <br/>    |
      | com acentos           | Ação, pão, vovô e über ñ    |
      | com chaves            | {"json": [1, 2]} [lista]    |
      | em grego e russo      | Κούπα Кружка                |
      | em chinês e japonês   | 陶瓷杯子 マグカップ          |
      | em árabe e hebraico   | كوب ספל                     |
      | com emoji             | ☕ 🎁 👨‍👩‍👧                  |

  @fato-novaoito-33 @reconstruido
  Esquema do Cenário: Vindo do Tiny, o campo <campo> com o valor <valor> chega igual à loja, ou não chega
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | <campo> |
      | CAN-01 | Caneca | 19,90 | <valor> |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então o campo "<na loja>" do produto "CAN-01" na Novaoito é "<valor>" ou nada
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | campo       | na loja | valor                   |
      | marca       | marca   | 007                     |
      | marca       | marca   | 0                       |
      | marca       | marca   | Ágata & Cia "fina" 100% |
      | marca       | marca   | <b>Marca</b> &amp;      |
      | marca       | marca   | Кружка 陶瓷 ☕             |
      | marca       | marca   | D'Água; c/ 2            |
      | gtin        | gtin    | 00000000                |
      | gtin        | gtin    | 0012345678905           |
      | gtin        | gtin    | 12345670                |
      | ncm         | ncm     | 0101.21.00              |
      | cest        | cest    | 01.001.00               |
      | origem      | origem  | 0                       |
      | origem      | origem  | 8                       |
      | unidade     | unidade | KG                      |
      | unidade     | unidade | M2                      |
      | preço custo | custo   | 0,99                    |
      | preço custo | custo   | 0,001                   |
      | preço custo | custo   | 12345,67                |

  @NOV-07 @fato-novaoito-28
  Esquema do Cenário: Mapear não muda o cadastro, ainda que o Tiny tenha <caso>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço   | preço promocional | preço custo | situação   | unidade   | origem   | ncm   | gtin   | cest   | peso bruto | peso líquido | altura   | largura   | comprimento   | estoque   | estoque mínimo | descrição | obs     | marca   | garantia | localização |
      | CAN-01 | <nome> | <preço> | <promoção>        | <custo>     | <situação> | <unidade> | <origem> | <ncm> | <gtin> | <cest> | <bruto>    | <líquido>    | <altura> | <largura> | <comprimento> | <estoque> | <mínimo>       | <texto>   | <texto> | <texto> | <texto>  | <curto>     |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina como "Concluída"
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | caso                                | nome           | preço   | promoção | custo | situação | unidade | origem | ncm        | gtin          | cest      | bruto | líquido | altura | largura | comprimento | estoque | mínimo | texto                   | curto   |
      | marcação, aspas e frações           | <b>"A"</b> & B | 0,01    | 0,01     | 0,001 | Ativo    | KG      | 8      | 0101.21.00 | 00000000      | 01.001.00 | 0,001 | 0,0005  | 0,5    | 7,25    | 1,05        | 2,5     | 0,5    | <p>"x" & 'y' + 1% </p> | A/12 %  |
      | preço zero e pesos trocados         | Κούπα Кружка   | 0       | 0        | 0     | Ativo    | UN      | 0      | 9999.99.99 | 7891234567895 | 10.001.00 | 0,3   | 0,9     | 120    | 80      | 300         | 0       | 10     | C:\\novo  {"a":[1]} \\u | 007     |
      | promoção maior que o preço, Inativo | 陶瓷杯子        | 10,00   | 12,00    | 15,00 | Inativo  | L       | 5      | 0          | 12345670      | 0         | 1000  | 0       | 0      | 0       | 0           | 99999   | 0      | ☕ 🎁 — ™               | 0       |
      | valores grandes e textos curtos     | x              | 999.999,99 | 1.234,56 | 12345,67 | Ativo | M2   | 3      | 8517.12.31 | 0012345678905 | 28.038.00 | 12,5  | 12,25   | 1      | 2       | 3           | 1       | 1      | 0                       | x       |

  @NOV-18 @fato-novaoito-16
  Cenário: A descrição comprida da loja chega inteira ao Tiny
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | descrição |
      | CAN-01 | Caneca | 19,90 | Caneca esmaltada de ágata, feita à mão em Minas Gerais. Cada peça leva três dias de forno e sai diferente da outra, com a borda azul e o corpo branco. Aguenta fogão a gás e a lenha, e não vai ao micro-ondas. Lave à mão, com sabão neutro e esponja macia, e seque logo depois. Acompanha caixa de papelão reciclado, e chega em até dez dias úteis a qualquer lugar do Brasil. |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | descrição |
      | CAN-01 | Caneca esmaltada de ágata, feita à mão em Minas Gerais. Cada peça leva três dias de forno e sai diferente da outra, com a borda azul e o corpo branco. Aguenta fogão a gás e a lenha, e não vai ao micro-ondas. Lave à mão, com sabão neutro e esponja macia, e seque logo depois. Acompanha caixa de papelão reciclado, e chega em até dez dias úteis a qualquer lugar do Brasil. |

  @fato-novaoito-33 @reconstruido
  Cenário: A descrição comprida do Tiny chega inteira à loja
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | descrição |
      | CAN-01 | Caneca | 19,90 | Caneca esmaltada de ágata, feita à mão em Minas Gerais. Cada peça leva três dias de forno e sai diferente da outra, com a borda azul e o corpo branco. Aguenta fogão a gás e a lenha, e não vai ao micro-ondas. Lave à mão, com sabão neutro e esponja macia, e seque logo depois. Acompanha caixa de papelão reciclado, e chega em até dez dias úteis a qualquer lugar do Brasil. |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | descrição |
      | CAN-01 | Caneca esmaltada de ágata, feita à mão em Minas Gerais. Cada peça leva três dias de forno e sai diferente da outra, com a borda azul e o corpo branco. Aguenta fogão a gás e a lenha, e não vai ao micro-ondas. Lave à mão, com sabão neutro e esponja macia, e seque logo depois. Acompanha caixa de papelão reciclado, e chega em até dez dias úteis a qualquer lugar do Brasil. |

  @NOV-18 @fato-novaoito-16
  Cenário: As imagens da loja chegam todas ao Tiny, cada uma com o endereço inteiro
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | imagens                                                                |
      | CAN-01 | Caneca | 19,90 | https://img.example/can.png?v=2&tam=g, https://img.example/can-2.png |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | imagens                                                                |
      | CAN-01 | https://img.example/can.png?v=2&tam=g, https://img.example/can-2.png |

  @fato-novaoito-33 @reconstruido
  Cenário: As imagens do Tiny chegam todas à loja, cada uma com o endereço inteiro
    Quando um cliente chama "produto.incluir.php" na API do Tiny com:
      | produto |
      | {"produtos": [{"produto": {"sequencia": 1, "codigo": "CAN-01", "nome": "Caneca", "unidade": "UN", "preco": 19.9, "origem": "0", "situacao": "A", "tipo": "P", "imagens_externas": [{"imagem_externa": {"url": "https://img.example/can.png?v=2&tam=g"}}, {"imagem_externa": {"url": "https://img.example/can-2.png"}}]}}]} |
    E envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | imagens                                                                |
      | CAN-01 | https://img.example/can.png?v=2&tam=g, https://img.example/can-2.png |

  @NOV-06
  Cenário: O produto da loja em Pré-venda é enviado como os demais
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | disponibilidade |
      | CAN-01 | Caneca | 19,90 | Pré-venda       |
      | CAN-02 | Copo   | 29,90 | Imediata        |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
      | CAN-02 | Copo   | 29,90 |
