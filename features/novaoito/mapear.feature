# language: pt
Funcionalidade: Mapear produtos da loja com o ERP

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-07
  Cenário: Mapear só vincula: nenhum cadastro muda, em nenhum dos lados
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço | descrição     | peso | estoque | categoria |
      | CAN-01 | Caneca da loja | 39,90 | Texto da loja | 0,35 | 12      | Canecas   |
    E que o Tiny tem os produtos:
      | código | nome           | preço | preço promocional | descrição     | obs            | marca | categoria          | peso bruto | peso líquido | altura | largura | comprimento | ncm        | gtin          | garantia | estoque | localização | imagem                      |
      | CAN-01 | Caneca do Tiny | 41,00 | 37,00             | Texto do Tiny | Frágil         | Ágata | Cozinha >> Canecas | 0,5        | 0,45         | 9      | 8       | 8,5         | 7323.94.00 | 7891234567895 | 90 dias  | 7       | A-12        | https://img.example/can.png |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina como "Concluída"
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o resultado por produto é:
      | SKU    | resultado |
      | CAN-01 | Vinculado |

  @NOV-07
  Cenário: Mapear não cria produto
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" não mostra nada
    E o produto "CAN-01" da Novaoito não está integrado
    E o conector não chamou "produto.incluir" do Tiny

  @NOV-08 @NOV-02
  Cenário: Produto sem correspondente no Tiny continua pendente
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então só são pendentes os produtos "CAN-02"
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Integração" mostra:
      | operação                          | total | processados | vinculados | criados |
      | Mapear produtos da loja com o ERP | 2     | 2           | 1          | 0       |

  @NOV-05
  Cenário: O produto já mapeado não entra na nova execução
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" não mostra nada
    E o Tiny tem 1 produto com o SKU "CAN-01"
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-09
  Esquema do Cenário: O SKU tem de ser igual: <sku> não casa com <código>
    Dado que a Novaoito tem os produtos:
      | SKU   | nome   | preço |
      | <sku> | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código   | nome         | preço |
      | <código> | Outra caneca | 10,00 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina
    E só são pendentes os produtos "<sku>"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código   | mapeamentos |
      | <código> | (vazio)     |

    Exemplos:
      | sku  | código   |
      | AB-1 | AB-10    |
      | AB-1 | XAB-1    |
      | AB-1 | AB-1-P   |

  @NOV-09
  Cenário: A pesquisa devolve AB-1 e AB-10, e só AB-1 é vinculado
    Dado que o Tiny tem os produtos:
      | código | nome         | preço |
      | AB-10  | Outra caneca | 10,00 |
      | AB-1   | Caneca       | 19,90 |
    E que a Novaoito tem os produtos:
      | SKU  | nome   | preço |
      | AB-1 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o produto "AB-1" da Novaoito está integrado ao do Tiny de mesmo SKU
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | mapeamentos |
      | AB-10  | (vazio)     |

  @NOV-10
  Cenário: SKU repetido no Tiny não é mapeado com nenhum dos dois, e os demais seguem
    Dado que o Tiny tem os produtos:
      | código | nome     | preço |
      | DUPLO  | Caneca A | 10,00 |
      | DUPLO  | Caneca B | 20,00 |
      | CAN-01 | Caneca   | 19,90 |
    E que a Novaoito tem os produtos:
      | SKU    | nome         | preço |
      | DUPLO  | Caneca       | 15,00 |
      | CAN-01 | Caneca única | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o resultado por produto é:
      | SKU    | resultado | mensagem   |
      | DUPLO  | Falhou    | (qualquer) |
      | CAN-01 | Vinculado | (tanto faz) |
    E só são pendentes os produtos "DUPLO"
    E o produto "DUPLO" da Novaoito não está integrado
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | nome     | mapeamentos |
      | DUPLO  | Caneca A | (vazio)     |
      | DUPLO  | Caneca B | (vazio)     |

  @NOV-10
  Cenário: SKU repetido na loja não é mapeado, e os demais seguem
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | IGUAL  | Caneca | 10,00 |
      | CAN-01 | Caneca | 19,90 |
    E que a Novaoito tem os produtos:
      | SKU    | nome         | preço |
      | IGUAL  | Caneca A     | 10,00 |
      | IGUAL  | Caneca B     | 20,00 |
      | CAN-01 | Caneca única | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o resultado por produto é:
      | SKU    | resultado | mensagem   |
      | IGUAL  | Falhou    | (qualquer) |
      | IGUAL  | Falhou    | (qualquer) |
      | CAN-01 | Vinculado | (tanto faz) |
    E o produto "IGUAL" da Novaoito não está integrado

  @NOV-17
  Cenário: Produto sem SKU não é mapeado, o resultado diz por quê, e os demais seguem
    Dado que a Novaoito tem os produtos:
      | SKU     | nome         | preço |
      | (vazio) | Caneca muda  | 10,00 |
      | CAN-01  | Caneca única | 19,90 |
    E que o Tiny tem os produtos:
      | código  | nome        | preço |
      | (vazio) | Caneca muda | 10,00 |
      | CAN-01  | Caneca      | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o resultado por produto é:
      | SKU     | resultado | mensagem    |
      | (vazio) | Falhou    | (qualquer)  |
      | CAN-01  | Vinculado | (tanto faz) |
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código  | nome        | mapeamentos |
      | (vazio) | Caneca muda | (vazio)     |

  @fato-novaoito-30 @reconstruido
  Cenário: O SKU que só difere em maiúsculas não é vinculado, e o resultado avisa
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | can-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o resultado por produto é:
      | SKU    | resultado | código            |
      | CAN-01 | Ignorado  | sku_case_mismatch |
    E o produto "CAN-01" da Novaoito não está integrado

  @NOV-07 @fato-novaoito-20 @reconstruido
  Cenário: O produto Inativo no Tiny é mapeado e continua Inativo
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço | situação |
      | CAN-01 | Caneca do Tiny | 21,00 | Inativo  |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E nenhum cadastro de produto mudou
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | situação |
      | CAN-01 | Inativo  |

  @NOV-07 @fato-novaoito-28
  Esquema do Cenário: O mapeamento de outra integração, com o SKU <dela>, não é o da loja e fica como está
    Dado que o Tiny tem o produto "CAN-01" já mapeado por outra integração com o SKU "<dela>"
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina como "Concluída"
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-01" do Tiny continua mapeado por outra integração com o SKU "<dela>"

    Exemplos:
      | dela   |
      | CAN-01 |
      | IDE-77 |

  @NOV-07
  Cenário: Mapear um produto excluído do Tiny não o traz de volta
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 21,00 |
    Quando no Tiny, em "Cadastros > Produtos", aciono "Excluir produto":
      | código |
      | CAN-01 |
    E integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina
    E só são pendentes os produtos "CAN-01"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" não mostra nada

  @NOV-07 @NOV-14
  Cenário: O produto excluído do Tiny durante o mapeamento não é dado por vinculado, e os demais seguem
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que a próxima chamada a "produto.alterar" do Tiny é recusada por excesso de chamadas
    Quando começo a integrar os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E no Tiny, em "Cadastros > Produtos", aciono "Excluir produto":
      | código |
      | CAN-01 |
    Então a integração termina
    E a falha programada aconteceu
    E só são pendentes os produtos "CAN-01"
    E o produto "CAN-01" da Novaoito não está integrado
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-07
  Cenário: Mapear não muda o cadastro quando o Tiny escreve sem a lista o que só tem um elemento
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço | imagem                      |
      | CAN-01 | Caneca do Tiny | 41,00 | https://img.example/can.png |
    E que anoto o cadastro dos produtos nos dois lados
    Quando no Tiny, em "Simulador > Chaves", aciono "Recolher listas de um elemento":
      | recolher |
      | sim      |
    E integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a integração termina como "Concluída"
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
