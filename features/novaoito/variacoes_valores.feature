# language: pt
@reconstruido
Funcionalidade: Estoque e preços de cada variação

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que o conector recebe avisos de estoque do Tiny
    E que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem o produto "CAM" com as variações:
      | SKU   | Tamanho | preço | estoque |
      | CAM-P | P       | 39,90 | 3       |
      | CAM-M | M       | 42,00 | 5       |
    E que o Tiny tem o produto "CAM" com as variações:
      | código | Tamanho | preço | estoque |
      | CAM-P  | P       | 39,90 | 3       |
      | CAM-M  | M       | 42,00 | 5       |
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"

  @fato-novaoito-43
  Esquema do Cenário: O estoque da variação acompanha o do Tiny, e só o dela: <movimento> de <quantidade>
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "<movimento>":
      | código | quantidade   |
      | CAM-M  | <quantidade> |
    Então as variações do produto "CAM" na Novaoito mostram:
      | SKU   | preço | estoque |
      | CAM-P | 39,90 | 3       |
      | CAM-M | 42,00 | <saldo> |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU | preço | estoque |
      | CAM | 10,00 | 0       |

    Exemplos:
      | movimento | quantidade | saldo |
      | Entrada   | 4          | 9     |
      | Saída     | 4          | 1     |
      | Balanço   | 0          | 0     |
      | Balanço   | 2,5        | 2,5   |

  @fato-novaoito-43
  Esquema do Cenário: O preço da variação acompanha o do Tiny, e só o dela: <preço> e <promoção>
    Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço   | preço promocional |
      | CAM-P  | <preço> | <promoção>        |
    Então as variações do produto "CAM" na Novaoito mostram:
      | SKU   | preço   | preço promocional |
      | CAM-P | <preço> | <na loja>         |
      | CAM-M | 42,00   | (vazio)           |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU | preço | preço promocional |
      | CAM | 10,00 | (vazio)           |

    Exemplos:
      | preço | promoção | na loja |
      | 45,00 | 0        | (vazio) |
      | 45,00 | 40,00    | 40,00   |
      | 0,01  | 0        | (vazio) |
      | 45,00 | 50,00    | (vazio) |
      | 45,00 | 45,00    | (vazio) |

  @fato-novaoito-43
  Cenário: As duas variações mudam ao mesmo tempo, e cada uma fica com o que é dela
    Dado que as próximas 2 notificações "estoque" do Tiny chegam em ordem inversa
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAM-P  | 8          |
      | CAM-M  | 9          |
    Então as variações do produto "CAM" na Novaoito mostram:
      | SKU   | estoque |
      | CAM-P | 8       |
      | CAM-M | 9       |

  @fato-novaoito-43
  Cenário: O aviso de uma variação sobrevive a uma queda
    Dado que a próxima chamada a "stock.bulk" da Novaoito é respondida com o status 500
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAM-P  | 8          |
    E passam 30 minutos
    Então a falha programada aconteceu
    E as variações do produto "CAM" na Novaoito mostram:
      | SKU   | estoque |
      | CAM-P | 8       |
      | CAM-M | 5       |

  @fato-novaoito-43
  Cenário: O aviso da variação cujo produto foi desvinculado não muda nada
    Quando na Novaoito, em "ERP & CRM > Produtos", aciono "Desvincular produto":
      | SKU |
      | CAM |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAM-P  | 8          |
    Então a última notificação "estoque" do Tiny é respondida com o status 200
    E as variações do produto "CAM" na Novaoito mostram:
      | SKU   | estoque |
      | CAM-P | 3       |
      | CAM-M | 5       |

  @fato-novaoito-43
  Esquema do Cenário: Depois de uma reconciliação <o que> de cada variação é o do Tiny, ainda que os avisos se percam
    Dado que toda notificação "estoque" do Tiny se perde
    E que toda notificação "precos" do Tiny se perde
    E que toda notificação "produto" do Tiny se perde
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAM-P  | 8          |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAM-M  | 45,00 |
    E o conector reconcilia <o que>
    Então as variações do produto "CAM" na Novaoito mostram:
      | SKU   | <campo> |
      | CAM-P | <p>     |
      | CAM-M | <m>     |

    Exemplos:
      | o que     | campo   | p     | m     |
      | o estoque | estoque | 8     | 5     |
      | os preços | preço   | 39,90 | 45,00 |
