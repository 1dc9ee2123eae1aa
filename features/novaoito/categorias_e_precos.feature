# language: pt
Funcionalidade: Categoria, preço e SKU do produto que vem do Tiny

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @fato-novaoito-45 @reconstruido
  Cenário: A categoria que a loja não tem é criada nível a nível
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | categoria       |
      | CAN-01 | Caneca | 19,90 | Cozinha >> Mesa |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | categoria       |
      | CAN-01 | Cozinha >> Mesa |

  @fato-novaoito-45 @reconstruido
  Cenário: A categoria que a loja já tem em parte é completada, e a que já tem é usada
    Dado que a Novaoito tem os produtos:
      | SKU    | nome    | preço | categoria                 |
      | PRA-01 | Prato   | 19,90 | Cozinha >> Mesa >> Pratos |
      | BAL-01 | Balcão  | 19,90 | Loja >> Mesa              |
    E que o Tiny tem os produtos:
      | código | nome      | preço | categoria                 |
      | PRA-02 | Prato     | 19,90 | Cozinha >> Mesa >> Pratos |
      | CAN-01 | Caneca    | 19,90 | Cozinha >> Mesa >> Copos  |
      | CAN-02 | Caneca 2  | 19,90 | Cozinha >> Mesa >> Copos  |
      | MES-01 | Mesa      | 19,90 | Mesa                      |
    Quando envio para o e-commerce os produtos "PRA-02, CAN-01, CAN-02, MES-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | categoria                 |
      | PRA-02 | Cozinha >> Mesa >> Pratos |
      | CAN-01 | Cozinha >> Mesa >> Copos  |
      | CAN-02 | Cozinha >> Mesa >> Copos  |
      | MES-01 | Mesa                      |

  @fato-novaoito-45 @reconstruido
  Cenário: A categoria criada cuja resposta se perde não deixa o produto sem ela
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | categoria       |
      | CAN-01 | Caneca | 19,90 | Cozinha >> Mesa |
    E que a próxima chamada a "categories.create" da Novaoito perde a resposta depois de gravada
    Quando envio para o e-commerce os produtos "CAN-01"
    E passam 10 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | categoria       |
      | CAN-01 | Cozinha >> Mesa |

  @fato-novaoito-45 @reconstruido
  Cenário: Com a criação de categorias desligada, a que falta não é criada e a que há é usada
    Dado que a Novaoito tem os produtos:
      | SKU    | nome  | preço | categoria |
      | PRA-01 | Prato | 19,90 | Cozinha   |
    E que o Tiny tem os produtos:
      | código | nome   | preço | categoria       |
      | CAN-01 | Caneca | 19,90 | Cozinha >> Mesa |
      | CAN-02 | Copo   | 19,90 | Cozinha         |
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Configurar":
      | criar categorias |
      | não              |
    E envio para o e-commerce os produtos "CAN-01, CAN-02"
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | categoria |
      | CAN-01 | (vazio)   |
      | CAN-02 | Cozinha   |

  @fato-novaoito-47 @reconstruido
  Esquema do Cenário: O produto do Tiny a preço <preço> chega <situação>
    Dado que o Tiny tem os produtos:
      | código | nome   | preço   |
      | CAN-01 | Caneca | <preço> |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então o resultado do envio no Tiny é:
      | código | situação |
      | CAN-01 | mapeado  |
    E na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço   | situação   |
      | CAN-01 | <preço> | <situação> |

    Exemplos:
      | preço | situação |
      | 0,00  | Inativo  |
      | 0,01  | Ativo    |

  @fato-novaoito-47 @reconstruido
  Cenário: O aviso de preço zero mantém o preço da loja
    Dado que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 0,00  |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | preço |
      | CAN-01 | 19,90 |

  @NOV-09 @fato-novaoito-43
  Esquema do Cenário: O estoque do produto de SKU <SKU> acompanha o do Tiny
    Dado que o conector recebe avisos de estoque do Tiny
    E que a Novaoito tem os produtos:
      | SKU   | nome   | preço | estoque |
      | <SKU> | Caneca | 19,90 | 1       |
      | outro | Copo   | 19,90 | 1       |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | <SKU>  | 7          |
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU   | estoque |
      | <SKU> | 7       |
      | outro | 1       |

    Exemplos:
      | SKU        |
      | ..         |
      | ../outro   |
      | a/b        |
      | a//b       |
      | a%2Fb      |
      | a?b=1#c    |
      | a & b + c  |
      | ção 日本 🧉 |
      | bulk       |
