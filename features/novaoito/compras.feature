# language: pt
Funcionalidade: O estoque da loja quando alguém compra

  @fato-novaoito-44 @reconstruido
  Cenário: O último da prateleira vende-se uma vez, e cancelar a compra o devolve
    Quando na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 1       |
    E na Novaoito, em "Loja > Carrinho", aciono "Finalizar compra":
      | itens  |
      | CAN-01 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque |
      | CAN-01 | 0       |
    Quando na Novaoito, em "Loja > Carrinho", tento "Finalizar compra":
      | itens  |
      | CAN-01 |
    Então a tela recusa com um motivo que cita "há 0 em estoque, e o pedido quer 1"
    Quando na Novaoito, em "Vendas > Pedidos", aciono "Cancelar pedido":
      | número |
      | 100001 |
      | 100001 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque |
      | CAN-01 | 1       |

  @fato-novaoito-44 @reconstruido
  Cenário: O que se vende sem estoque não é recusado
    Quando na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 1       |
    E na Novaoito, em "Produtos", aciono "Alterar estoque":
      | SKU    | vende sem estoque |
      | CAN-01 | sim               |
    E na Novaoito, em "Loja > Carrinho", aciono "Finalizar compra":
      | itens     |
      | CAN-01: 3 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque |
      | CAN-01 | 0       |

  @fato-novaoito-47 @reconstruido
  Cenário: O saldo negativo aparece como 0 e vende-se como 0
    Quando na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | -3      |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque |
      | CAN-01 | 0       |
    E o cadastro do produto "CAN-01" na Novaoito tem:
      | stock quantity |
      | -3             |
    Quando na Novaoito, em "Loja > Carrinho", tento "Finalizar compra":
      | itens  |
      | CAN-01 |
    Então a tela recusa com um motivo que cita "há 0 em estoque, e o pedido quer 1"

  @fato-novaoito-47 @reconstruido
  Cenário: O produto a preço zero aparece e não está à venda
    Quando na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 0,00  | 5       |
    Então na Novaoito, em "Produtos > Vitrine", "Onde aparece" mostra só:
      | SKU    | endereço direto | à venda | em estoque |
      | CAN-01 | sim             | não     | sim        |
    Quando na Novaoito, em "Loja > Carrinho", tento "Finalizar compra":
      | itens  |
      | CAN-01 |
    Então a tela recusa com um motivo que cita "sem preço"
