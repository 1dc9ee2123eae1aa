# language: pt
Funcionalidade: Enviar produtos do Tiny para a loja

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  @NOV-13 @NOV-11
  Cenário: Produto inexistente é criado na loja como "Disponível apenas nos catálogos"
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome   | visibilidade                    |
      | CAN-01 | Caneca | Disponível apenas nos catálogos |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |

  @fato-novaoito-33 @reconstruido
  Cenário: O produto criado na loja traz preços, situação, estoque e descrição do Tiny
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | preço promocional | descrição | estoque | situação |
      | CAN-01 | Caneca | 39,90 | 34,90             | Esmaltada | 12      | Inativo  |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | preço | preço promocional | descrição | estoque | situação |
      | CAN-01 | 39,90 | 34,90             | Esmaltada | 12      | Inativo  |

  @NOV-12 @NOV-11
  Cenário: Produto de mesmo SKU já existente na loja é só vinculado
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço | visibilidade    | descrição     | estoque |
      | CAN-01 | Caneca da loja | 45,00 | Catálogo e busca | Texto da loja | 3       |
    E que o Tiny tem os produtos:
      | código | nome           | preço | descrição     | estoque |
      | CAN-01 | Caneca do Tiny | 39,90 | Texto do Tiny | 12      |
    E que anoto o cadastro dos produtos nos dois lados
    Quando envio para o e-commerce os produtos "CAN-01"
    Então nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-12
  Cenário: Produto Inativo na loja é só vinculado e continua Inativo
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço | situação |
      | CAN-01 | Caneca da loja | 45,00 | Inativo  |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 39,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando envio para o e-commerce os produtos "CAN-01"
    Então nenhum cadastro de produto mudou
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | situação | integração |
      | CAN-01 | Inativo  | Integrado  |

  @fato-novaoito-35 @reconstruido
  Cenário: Enviar de novo não cria outro quando o lojista mudou o SKU do produto vinculado
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    E corrijo o SKU do produto "Caneca" da Novaoito para "CAN-09"
    E envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome   | integração |
      | CAN-09 | Caneca | Integrado  |
    E o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |

  @NOV-13
  Cenário: O produto desvinculado de SKU corrigido não é mais o do Tiny, que é criado na loja
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    E na Novaoito, em "ERP & CRM > Produtos", aciono "Desvincular produto":
      | SKU    |
      | CAN-01 |
    E corrijo o SKU do produto "Caneca" da Novaoito para "CAN-09"
    E envio para o e-commerce os produtos "CAN-01"
    Então a Novaoito tem 2 produtos ao todo
    E o produto "CAN-09" da Novaoito não está integrado
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @NOV-12
  Cenário: Enviar de novo não cria outro nem muda a visibilidade que o lojista escolheu
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    E na Novaoito, em "Produtos", aciono "Alterar produto":
      | SKU    | visibilidade     |
      | CAN-01 | Catálogo e busca |
    E envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | visibilidade     |
      | CAN-01 | Catálogo e busca |
    E o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |

  @NOV-11
  Cenário: O processo termina com o resultado de cada produto
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca A | 10,00 |
      | IGUAL | Caneca B | 20,00 |
    E que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 39,90 |
      | IGUAL  | Caneca igual  | 15,00 |
      | CAN-02 | Caneca grande | 49,90 |
    Quando envio para o e-commerce os produtos "CAN-01, IGUAL, CAN-02"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem   |
      | CAN-01 | mapeado     | (vazio)    |
      | IGUAL  | não mapeado | (qualquer) |
      | CAN-02 | mapeado     | (vazio)    |

  @NOV-11
  Cenário: Só integrações Ativas são oferecidas
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
      | CAN-02 | Copo   | 29,90 |
    Então no Tiny, em "Cadastros > Produtos > Enviar para o e-commerce", "Plataformas oferecidas" mostra só:
      | plataforma          | situação |
      | Novaoito e-commerce | Ativa    |
    Quando envio para o e-commerce os produtos "CAN-01"
    E inativo no Tiny a integração com a Novaoito
    E no Tiny, em "Cadastros > Produtos", tento "Enviar para o e-commerce":
      | plataforma          | produtos |
      | Novaoito e-commerce | CAN-02   |
    Então a tela recusa com um motivo que cita "Ativa"
    E no Tiny, em "Cadastros > Produtos > Enviar para o e-commerce", "Plataformas oferecidas" não mostra nada
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    |
      | CAN-01 |

  @NOV-10
  Cenário: SKU repetido na loja é recusado no envio do Tiny, sem escolher um deles
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca A | 10,00 |
      | IGUAL | Caneca B | 20,00 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | IGUAL  | Caneca | 15,00 |
    Quando envio para o e-commerce os produtos "IGUAL"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem   |
      | IGUAL  | não mapeado | (qualquer) |
    E o produto "IGUAL" da Novaoito não está integrado
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU   | nome     |
      | IGUAL | Caneca A |
      | IGUAL | Caneca B |

  @NOV-09
  Cenário: AB-1 vindo do Tiny não casa com AB-10 da loja
    Dado que a Novaoito tem os produtos:
      | SKU   | nome         | preço |
      | AB-10 | Outra caneca | 10,00 |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | AB-1   | Caneca | 15,00 |
    Quando envio para o e-commerce os produtos "AB-1"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU   | nome         | integração |
      | AB-10 | Outra caneca | Pendente   |
      | AB-1  | Caneca       | Integrado  |

  @fato-novaoito-30 @reconstruido
  Cenário: O produto que vem do Tiny com espaços em volta do SKU é vinculado ao que a loja já tem
    Dado que o Tiny tem um produto com o código exatamente " CAN-01 "
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    E que anoto o cadastro dos produtos nos dois lados
    Quando envio para o e-commerce o produto de código exatamente " CAN-01 "
    Então nenhum cadastro de produto mudou
    E nenhum produto é pendente

  @NOV-17 @NOV-11
  Cenário: Produto do Tiny sem SKU não é criado na loja, o resultado diz por quê, e os demais seguem
    Dado que o Tiny tem os produtos:
      | código  | nome        | preço |
      | (vazio) | Caneca muda | 10,00 |
      | CAN-01  | Caneca      | 19,90 |
    Quando envio para o e-commerce os produtos "(vazio), CAN-01"
    Então o resultado do envio no Tiny é:
      | código  | situação    | mensagem   |
      | (vazio) | não mapeado | (qualquer) |
      | CAN-01  | mapeado     | (vazio)    |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome   |
      | CAN-01 | Caneca |

  @NOV-10
  Cenário: SKU repetido no Tiny é recusado no envio para a loja, sem escolher um deles
    Dado que o Tiny tem os produtos:
      | código | nome     | preço |
      | DUPLO  | Caneca A | 10,00 |
      | DUPLO  | Caneca B | 20,00 |
      | CAN-01 | Caneca   | 19,90 |
    Quando envio para o e-commerce os produtos "DUPLO, CAN-01"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem    |
      | DUPLO  | não mapeado | (qualquer)  |
      | DUPLO  | não mapeado | (qualquer)  |
      | CAN-01 | mapeado     | (vazio)     |
    E na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome   |
      | CAN-01 | Caneca |

  @fato-novaoito-37 @reconstruido
  Cenário: O SKU que já é de outro produto do Tiny é recusado, e o vínculo fica como estava
    Dado que o Tiny tem os produtos:
      | código | nome         | preço |
      | CAN-01 | Caneca velha | 10,00 |
    Quando envio para o e-commerce os produtos "CAN-01"
    E no Tiny, em "Cadastros > Produtos", aciono "Incluir produto":
      | código | nome        | preço |
      | CAN-01 | Caneca nova | 12,00 |
    E envio para o e-commerce os produtos "CAN-01"
    Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | nome         | mapeamentos |
      | Caneca velha | (qualquer)  |
      | Caneca nova  | (vazio)     |
    E a Novaoito tem 1 produto ao todo

  @NOV-14
  Cenário: O produto que falhou no envio do Tiny é completado por um novo envio
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca A | 10,00 |
      | IGUAL | Caneca B | 20,00 |
    E que o Tiny tem os produtos:
      | código | nome         | preço |
      | CAN-01 | Caneca       | 39,90 |
      | IGUAL  | Caneca igual | 15,00 |
    Quando envio para o e-commerce os produtos "CAN-01, IGUAL"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem   |
      | CAN-01 | mapeado     | (vazio)    |
      | IGUAL  | não mapeado | (qualquer) |
    Quando corrijo o SKU do produto "Caneca B" da Novaoito para "OUTRA"
    E envio para o e-commerce os produtos "CAN-01, IGUAL"
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
      | IGUAL  | mapeado  | (vazio)  |
    E a Novaoito tem 3 produtos ao todo

  @fato-novaoito-40 @reconstruido
  Cenário: A imagem que não pode ser obtida não impede o produto de ser criado
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | imagem |
      | CAN-01 | Caneca | 39,90 | lixo   |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
    E a Novaoito tem 1 produto com o SKU "CAN-01"

  @NOV-12
  Cenário: Enviar de novo um produto já vinculado não muda nenhum campo da loja
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    E na Novaoito, em "Produtos", aciono "Alterar produto":
      | SKU    | nome            | descrição     | marca |
      | CAN-01 | Caneca da loja  | Texto da loja | Ágata |
    E envio para o e-commerce os produtos "CAN-01"
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | nome           | descrição     | marca |
      | CAN-01 | Caneca da loja | Texto da loja | Ágata |

  @fato-novaoito-47 @reconstruido
  Cenário: O produto do Tiny de saldo negativo é criado na loja com o saldo que tem
    Dado que o Tiny tem os produtos:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 39,90 | 1       |
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Saída":
      | código | quantidade |
      | CAN-01 | 4          |
    E envio para o e-commerce os produtos "CAN-01"
    Então o cadastro do produto "CAN-01" na Novaoito tem:
      | stock quantity |
      | -3             |
