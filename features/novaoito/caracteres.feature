# language: pt
Funcionalidade: O que está escrito nos cadastros chega como foi escrito

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-18 @fato-novaoito-16
  Esquema do Cenário: O texto <caso> chega ao Tiny como está na loja
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço | descrição      | marca          |
      | CAN-01 | Caneca <texto> | 19,90 | Texto: <texto> | Marca: <texto> |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome           | descrição      | marca          |
      | CAN-01 | Caneca <texto> | Texto: <texto> | Marca: <texto> |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | caso                       | texto                        |
      | com & e =                  | Fogo & Cia = brasa&token=1   |
      | com + e %                  | 50% + brinde %20 %26 %C3%A7  |
      | com aspas                  | 10" 'dupla' “curva”          |
      | com barra invertida        | C:\\novo\\texto              |
      | com marcação               | <b>forte</b> &amp; <br/>     |
      | com acentos                | Ação, pão, vovô e über ñ     |
      | com chaves e colchetes     | {"json": [1, 2]} [lista]     |
      | com ponto e vírgula        | a;b;c # d ? e ! @ $ * ~ ^ `  |
      | em grego e russo           | Κούπα Кружка                 |
      | em chinês e japonês        | 陶瓷杯子 マグカップ           |
      | em árabe e hebraico        | كوب ספל                      |
      | com emoji                  | ☕ 🎁 👨‍👩‍👧                   |
      | com símbolos               | 300 ml ± 5 ² ½ € ™ — …       |

  @NOV-18 @fato-novaoito-16
  Cenário: As linhas da descrição continuam linhas
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | descrição                          |
      | CAN-01 | Caneca | 19,90 | <p>Uma</p>\n\n  outra,  e mais\numa |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | descrição                          |
      | CAN-01 | <p>Uma</p>\n\n  outra,  e mais\numa |

  @fato-novaoito-33 @reconstruido
  Cenário: As linhas da descrição que vem do Tiny continuam linhas
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | descrição                          |
      | CAN-01 | Caneca | 19,90 | <p>Uma</p>\n\n  outra,  e mais\numa |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | descrição                          |
      | CAN-01 | <p>Uma</p>\n\n  outra,  e mais\numa |

  @NOV-07 @fato-novaoito-28
  Cenário: Mapear não muda as linhas nem os espaços do que está escrito no Tiny
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço | descrição                          | obs            |
      | CAN-01 | Caneca | 19,90 | <p>Uma</p>\n\n  outra,  e mais\numa | um\n  dois \n |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @fato-novaoito-30 @reconstruido
  Cenário: O SKU que se repete com espaços em volta também se repete
    Dado que a Novaoito tem um produto com o SKU exatamente "IGUAL "
    E que a Novaoito tem os produtos:
      | SKU    | nome         | preço |
      | IGUAL  | Caneca       | 10,00 |
      | CAN-01 | Caneca única | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída com erros"
    E o produto "IGUAL" da Novaoito não está integrado
    E o Tiny tem 1 produto ao todo

  @NOV-09
  Esquema do Cenário: O SKU <sku> chega ao Tiny como é, e só ele é vinculado
    Dado que a Novaoito tem os produtos:
      | SKU   | nome   | preço |
      | <sku> | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código    | nome         | preço |
      | <parecido> | Outra caneca | 10,00 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU   | resultado |
      | <sku> | Criado    |
    E o produto "<sku>" da Novaoito está integrado ao do Tiny de mesmo SKU
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código     | mapeamentos |
      | <parecido> | (vazio)     |

    Exemplos:
      | sku        | parecido     |
      | 007        | 7            |
      | 0          | 00           |
      | A&B        | A            |
      | A+B        | A B          |
      | A B        | A+B          |
      | A  B       | A B          |
      | A%20B      | A B          |
      | 50%        | 50           |
      | A/B        | A            |
      | A?b=1      | A            |
      | A#1        | A            |
      | A=1        | A            |
      | A;B        | A            |
      | A.1        | A-1          |
      | A_1        | AX1          |
      | A*         | AB           |
      | "A"        | A            |
      | 'A'        | A            |
      | <A>        | A            |
      | [A]        | A            |
      | A\\1       | A            |
      | ÁGATA      | AGATA        |
      | Кружка     | Кружки       |
      | CANO M²    | CANO M2      |
      | Ａ1         | A1           |
      | 杯子        | 杯           |
      | ..         | .            |
      | A..B       | A.B          |
      | 1E5        | 100000       |
      | 1.0        | 1            |

  @NOV-07 @NOV-09
  Esquema do Cenário: O SKU <sku> é mapeado com o produto de mesmo SKU, e com nenhum outro
    Dado que a Novaoito tem os produtos:
      | SKU   | nome   | preço |
      | <sku> | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código     | nome         | preço |
      | <parecido> | Outra caneca | 10,00 |
      | <sku>      | Caneca       | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o produto "<sku>" da Novaoito está integrado ao do Tiny de mesmo SKU
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código     | mapeamentos |
      | <parecido> | (vazio)     |

    Exemplos:
      | sku    | parecido |
      | 007    | 7        |
      | A&B    | A        |
      | A+B    | A B      |
      | A%20B  | A B      |
      | 50%    | 50       |
      | A/B    | A        |
      | A?b=1  | A        |
      | A#1    | A        |
      | "A"    | A        |
      | A\\1   | A        |
      | ÁGATA  | AGATA    |
      | 杯子    | 杯       |
      | ..     | .        |
      | 1.0    | 1        |

  @NOV-09
  Esquema do Cenário: O SKU <sku> vem do Tiny para a loja como é
    Dado que a Novaoito tem os produtos:
      | SKU        | nome         | preço |
      | <parecido> | Outra caneca | 10,00 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | <sku>  | Caneca | 19,90 |
    Quando envio para o e-commerce os produtos "<sku>"
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | <sku>  | mapeado  | (vazio)  |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU        | integração |
      | <parecido> | Pendente   |
      | <sku>      | Integrado  |
    E o produto "<sku>" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | sku    | parecido |
      | 007    | 7        |
      | 0      | 00       |
      | A&B    | A        |
      | A+B    | A B      |
      | A B    | A+B      |
      | A%20B  | A B      |
      | 50%    | 50       |
      | A/B    | A        |
      | A?b=1  | A        |
      | A#1    | A        |
      | A;B    | A        |
      | "A"    | A        |
      | <A>    | A        |
      | A\\1   | A        |
      | ÁGATA  | AGATA    |
      | Кружка | Кружки   |
      | 杯子    | 杯       |
      | A..B   | A.B      |
      | 1E5    | 100000   |
      | 1.0    | 1        |

  @NOV-12
  Esquema do Cenário: O produto da loja com o SKU <sku> é só vinculado ao que vem do Tiny
    Dado que a Novaoito tem os produtos:
      | SKU   | nome           | preço |
      | <sku> | Caneca da loja | 10,00 |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | <sku>  | Caneca do Tiny | 19,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando envio para o e-commerce os produtos "<sku>"
    Então nenhum cadastro de produto mudou
    E o produto "<sku>" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | sku   |
      | 007   |
      | A&B   |
      | A+B   |
      | A%20B |
      | 50%   |
      | A/B   |
      | A?b=1 |
      | A#1   |
      | A\\1  |
      | ÁGATA |
      | 杯子   |

  @fato-novaoito-43 @reconstruido
  Esquema do Cenário: O aviso de estoque do SKU <sku> chega ao produto certo
    Dado que o conector recebe avisos de estoque do Tiny
    E que a Novaoito tem os produtos:
      | SKU        | nome         | preço | estoque |
      | <sku>      | Caneca       | 19,90 | 1       |
      | <parecido> | Outra caneca | 10,00 | 2       |
    E que o Tiny tem os produtos:
      | código     | nome         | preço | estoque |
      | <sku>      | Caneca       | 19,90 | 10      |
      | <parecido> | Outra caneca | 10,00 | 20      |
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | <sku>  | 7          |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU        | estoque |
      | <sku>      | 7       |
      | <parecido> | 2       |

    Exemplos:
      | sku    | parecido |
      | 007    | 7        |
      | A&B    | A        |
      | A+B    | A B      |
      | A%20B  | A B      |
      | 50%    | 50       |
      | A/B    | A        |
      | A?b=1  | A        |
      | A#1    | A        |
      | A\\1   | A        |
      | ÁGATA  | AGATA    |
      | 杯子    | 杯       |
      | 1.0    | 1        |
