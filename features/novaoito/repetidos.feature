# language: pt
@NOV-10
Funcionalidade: O SKU repetido é recusado onde quer que esteja o outro

  Contexto:
    Dado a loja Novaoito integrada ao Tiny

  Esquema do Cenário: O SKU repetido em um produto Inativo da loja é recusado: <operação>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome         | preço | situação |
      | IGUAL  | Caneca nova  | 10,00 | Ativo    |
      | IGUAL  | Caneca velha | 20,00 | Inativo  |
      | CAN-01 | Caneca única | 19,90 | Ativo    |
    E que o Tiny tem os produtos:
      | código | nome         | preço |
      | <tiny> | Outra caneca | 10,00 |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então a integração termina como "Concluída com erros"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" mostra:
      | SKU   | resultado | mensagem   |
      | IGUAL | Falhou    | (qualquer) |
    E o produto "IGUAL" da Novaoito não está integrado
    E o Tiny tem <quantos> produtos com o SKU "IGUAL"

    Exemplos:
      | operação                           | tiny  | quantos |
      | Enviar produtos da loja para o ERP | OUTRO | 0       |
      | Enviar produtos da loja para o ERP | IGUAL | 1       |
      | Mapear produtos da loja com o ERP  | IGUAL | 1       |

  Cenário: O SKU repetido em um produto Inativo da loja é recusado também no envio do Tiny
    Dado que a Novaoito tem os produtos:
      | SKU   | nome         | preço | situação |
      | IGUAL | Caneca nova  | 10,00 | Ativo    |
      | IGUAL | Caneca velha | 20,00 | Inativo  |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | IGUAL  | Caneca do Tiny | 10,00 |
    Quando envio para o e-commerce os produtos "IGUAL"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem   |
      | IGUAL  | não mapeado | (qualquer) |
    E o produto "IGUAL" da Novaoito não está integrado

  Esquema do Cenário: O SKU repetido em um produto Inativo do Tiny é recusado: <operação>
    Dado que a Novaoito tem os produtos:
      | SKU    | nome           | preço |
      | DUPLO  | Caneca da loja | 10,00 |
      | CAN-01 | Caneca única   | 19,90 |
    E que o Tiny tem os produtos:
      | código | nome         | preço | situação   |
      | DUPLO  | Caneca nova  | 10,00 | <primeiro> |
      | DUPLO  | Caneca velha | 20,00 | <segundo>  |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" mostra:
      | SKU   | resultado | mensagem   |
      | DUPLO | Falhou    | (qualquer) |
    E o produto "DUPLO" da Novaoito não está integrado
    E o Tiny tem 2 produtos com o SKU "DUPLO"

    Exemplos:
      | operação                           | primeiro | segundo |
      | Enviar produtos da loja para o ERP | Ativo    | Inativo |
      | Enviar produtos da loja para o ERP | Inativo  | Inativo |
      | Mapear produtos da loja com o ERP  | Ativo    | Inativo |
      | Mapear produtos da loja com o ERP  | Inativo  | Ativo   |

  Cenário: O SKU repetido em um produto Inativo do Tiny é recusado também no envio para a loja
    Dado que o Tiny tem os produtos:
      | código | nome         | preço | situação |
      | DUPLO  | Caneca nova  | 10,00 | Ativo    |
      | DUPLO  | Caneca velha | 20,00 | Inativo  |
    Quando envio para o e-commerce os produtos "DUPLO"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem   |
      | DUPLO  | não mapeado | (qualquer) |
      | DUPLO  | não mapeado | (qualquer) |
    E a Novaoito tem 0 produtos ao todo

  Esquema do Cenário: O SKU repetido em três produtos da loja é recusado nos três: <operação>
    Dado que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | IGUAL | Caneca A | 10,00 |
      | IGUAL | Caneca B | 20,00 |
      | IGUAL | Caneca C | 30,00 |
    E que o Tiny tem os produtos:
      | código | nome         | preço |
      | IGUAL  | Outra caneca | 10,00 |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então o resultado por produto é:
      | SKU   | resultado | mensagem   |
      | IGUAL | Falhou    | (qualquer) |
      | IGUAL | Falhou    | (qualquer) |
      | IGUAL | Falhou    | (qualquer) |
    E só são pendentes os produtos "IGUAL, IGUAL, IGUAL"

    Exemplos:
      | operação                           |
      | Enviar produtos da loja para o ERP |
      | Mapear produtos da loja com o ERP  |

  Esquema do Cenário: O SKU que também é de uma variação da loja é recusado: <operação>
    Dado que a Novaoito tem o produto "CAM" com as variações:
      | SKU   | Tamanho |
      | CAM-P | P       |
      | CAM-M | M       |
    E que a Novaoito tem os produtos:
      | SKU   | nome     | preço |
      | CAM-P | Camisa P | 39,90 |
    E que o Tiny tem os produtos:
      | código | nome         | preço |
      | <tiny> | Outra camisa | 10,00 |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então o resultado por produto é:
      | SKU   | resultado   | mensagem   |
      | CAM   | <resultado> | (qualquer) |
      | CAM-P | Falhou      | (qualquer) |
    E o produto "CAM-P" da Novaoito não está integrado

    Exemplos:
      | operação                           | tiny  | resultado |
      | Enviar produtos da loja para o ERP | OUTRO | Falhou    |
      | Mapear produtos da loja com o ERP  | CAM-P | Falhou    |
