# language: pt
Funcionalidade: Produtos com variações

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-18 @fato-novaoito-16
  Cenário: O produto com variações é criado inteiro no Tiny, e cada variação fica mapeada
    Dado que a Novaoito tem o produto "CAM" com as variações:
      | SKU   | Tamanho | preço | preço promocional | estoque |
      | CAM-P | P       | 39,90 | 35,90             | 3       |
      | CAM-M | M       | 42,00 | (vazio)           | 5       |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | preço | preço promocional | estoque |
      | CAM-P  | 39,90 | 35,90             | 3       |
      | CAM-M  | 42,00 | 0                 | 5       |
    E o Tiny tem 3 produtos ao todo
    E o produto "CAM" da Novaoito está integrado ao do Tiny de mesmo SKU
    E as variações "CAM-P, CAM-M" do Tiny estão mapeadas com as da loja de mesmo SKU

  @NOV-18 @fato-novaoito-16
  Cenário: As variações de duas opções chegam ao Tiny com as duas
    Dado que a Novaoito tem o produto "CAM" com as variações:
      | SKU      | Tamanho | Cor   |
      | CAM-P-AZ | P       | Azul  |
      | CAM-P-VD | P       | Verde |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código   | registro.grade.Tamanho | registro.grade.Cor |
      | CAM-P-AZ | P                      | Azul               |
      | CAM-P-VD | P                      | Verde              |

  @fato-novaoito-43 @reconstruido
  Cenário: Estoque e preço que mudam numa variação do Tiny mudam nela, e só nela, na loja
    Dado que o conector recebe avisos de estoque do Tiny
    E que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem o produto "CAM" com as variações:
      | SKU   | Tamanho | preço | estoque |
      | CAM-P | P       | 39,90 | 3       |
      | CAM-M | M       | 42,00 | 5       |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAM-P  | 8          |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAM-M  | 45,00 |
    Então as variações do produto "CAM" na Novaoito mostram:
      | SKU   | preço | estoque |
      | CAM-P | 39,90 | 8       |
      | CAM-M | 45,00 | 5       |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU | preço | estoque |
      | CAM | 10,00 | 0       |

  @fato-novaoito-23 @reconstruido
  Esquema do Cenário: Uma variação com SKU <problema> faz o produto inteiro falhar, e os demais seguem
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço | situação |
      | CAN-01 | Caneca        | 19,90 | Ativo    |
      | VELHA  | Caneca antiga | 9,90  | Inativo  |
    E que a Novaoito tem o produto "CAM" com as variações:
      | SKU   | Tamanho |
      | CAM-P | P       |
      | <sku> | M       |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU    | resultado | mensagem    |
      | CAM    | Falhou    | (qualquer)  |
      | CAN-01 | Criado    | (tanto faz) |
    E o Tiny tem 1 produto ao todo
    E só são pendentes os produtos "CAM"

    @NOV-17
    Exemplos:
      | problema  | sku     |
      | em branco | (vazio) |

    @NOV-10
    Exemplos:
      | problema            | sku   |
      | repetido na loja    | VELHA |
      | repetido no produto | CAM-P |

  @fato-novaoito-31 @reconstruido
  Cenário: O produto simples da loja não casa com um produto do Tiny que tem variações
    Dado que o Tiny tem o produto "CAM" com as variações:
      | código | Tamanho |
      | CAM-P  | P       |
    E que a Novaoito tem os produtos:
      | SKU | nome   | preço |
      | CAM | Camisa | 39,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o resultado por produto é:
      | SKU | resultado | código        |
      | CAM | Falhou    | type_mismatch |
    E o produto "CAM" da Novaoito não está integrado

  @fato-novaoito-31 @reconstruido
  Cenário: O produto simples da loja casa com a variação do Tiny de mesmo código
    Dado que o Tiny tem o produto "CAM" com as variações:
      | código | Tamanho |
      | CAM-P  | P       |
    E que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | CAM-P | Camisa P | 39,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o resultado por produto é:
      | SKU   | resultado |
      | CAM-P | Vinculado |
    E o produto "CAM-P" da Novaoito está integrado ao do Tiny de mesmo SKU

  @fato-novaoito-31 @reconstruido
  Cenário: Faltando uma variação no Tiny, o produto é vinculado e o resultado diz qual falta
    Dado que o Tiny tem o produto "CAM" com as variações:
      | código | Tamanho |
      | CAM-P  | P       |
    E que a Novaoito tem o produto "CAM" com as variações:
      | SKU   | Tamanho |
      | CAM-P | P       |
      | CAM-G | G       |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o resultado por produto é:
      | SKU | resultado | código           |
      | CAM | Vinculado | partially_linked |
    E a mensagem do resultado de "CAM" cita "CAM-G"
    E as variações "CAM-P" do Tiny estão mapeadas com as da loja de mesmo SKU
    E nenhum cadastro de produto mudou

  @NOV-07 @fato-novaoito-28 @reconstruido
  Cenário: Mapear um produto com variações não muda nada nas variações
    Dado que o Tiny tem o produto "CAM" com as variações:
      | código | Tamanho | preço | estoque |
      | CAM-P  | P       | 38,00 | 2       |
      | CAM-M  | M       | 41,00 | 4       |
    E que a Novaoito tem o produto "CAM" com as variações:
      | SKU   | Tamanho | preço | estoque |
      | CAM-P | P       | 39,90 | 3       |
      | CAM-M | M       | 42,00 | 5       |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina como "Concluída"
    E nenhum cadastro de produto mudou
    E as variações "CAM-P, CAM-M" do Tiny estão mapeadas com as da loja de mesmo SKU

  @NOV-13 @fato-novaoito-33 @reconstruido
  Cenário: O produto do Tiny com variações é criado inteiro na loja, com o mapeamento de cada uma
    Dado que o Tiny tem o produto "CAM" com as variações:
      | código | Tamanho | preço | preço promocional | estoque |
      | CAM-P  | P       | 38,00 | 35,90             | 2       |
      | CAM-M  | M       | 41,00 | 0                 | 4       |
    Quando envio para o e-commerce os produtos "CAM"
    Então a Novaoito tem 1 produto ao todo
    E o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAM    | mapeado  | (vazio)  |
      | CAM-P  | mapeado  | (vazio)  |
      | CAM-M  | mapeado  | (vazio)  |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU | visibilidade                    | integração |
      | CAM | Disponível apenas nos catálogos | Integrado  |
    E as variações do produto "CAM" na Novaoito mostram:
      | SKU   | preço | preço promocional | estoque |
      | CAM-P | 38,00 | 35,90             | 2       |
      | CAM-M | 41,00 | (vazio)           | 4       |
    E as variações "CAM-P, CAM-M" do Tiny estão mapeadas com as da loja de mesmo SKU

  @NOV-13 @fato-novaoito-33 @reconstruido
  Cenário: As variações de duas opções vêm do Tiny para a loja com as duas
    Dado que o Tiny tem o produto "CAM" com as variações:
      | código   | Tamanho | Cor   | preço |
      | CAM-P-AZ | P       | Azul  | 38,00 |
      | CAM-P-VD | P       | Verde | 39,00 |
    Quando envio para o e-commerce os produtos "CAM"
    Então as variações do produto "CAM" na Novaoito mostram:
      | SKU      | opções                 |
      | CAM-P-AZ | Tamanho: P, Cor: Azul  |
      | CAM-P-VD | Tamanho: P, Cor: Verde |
