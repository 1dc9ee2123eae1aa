# language: pt
Funcionalidade: Pedidos de venda do Tiny: situações, estoque e e-commerce de origem

  Contexto:
    Dado que a integração "Uplaces" do Tiny está Ativa e recebe todos os avisos
    E que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos

  Regra: O estoque sai quando é lançado e volta uma vez

    Contexto:
      Dado que o Tiny tem os produtos:
        | código | nome   | preço | estoque |
        | CAN-01 | Caneca | 19,90 | 10      |
      E que o Tiny tem os pedidos da integração "Ideris":
        | número ecommerce |
        | IDE-1            |

    @fato-tiny-api2-39
    Cenário: O pedido reserva o estoque, lançar o tira, e estornar o devolve
      Então no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
        | codigo | saldo | reservado | disponivel |
        | CAN-01 | 10    | 1         | 9          |
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Lançar estoque":
        | pedido |
        | 4711   |
      Então no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
        | codigo | saldo | reservado | disponivel |
        | CAN-01 | 9     | 0         | 9          |
      Quando no Tiny, em "Vendas > Pedidos de venda", tento "Lançar estoque":
        | pedido |
        | 4711   |
      Então a tela recusa com um motivo que cita "já foi lançado"
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Estornar estoque":
        | pedido |
        | 4711   |
      Então no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
        | codigo | saldo | reservado |
        | CAN-01 | 10    | 1         |

    @fato-tiny-api2-39
    Cenário: Cancelar devolve o estoque uma vez só
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Lançar estoque":
        | pedido |
        | 4711   |
      E no Tiny, em "Vendas > Pedidos de venda", aciono "Mudar situação":
        | pedido | situação  |
        | 4711   | Cancelado |
        | 4711   | Cancelado |
      Então no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
        | codigo | saldo | reservado | disponivel |
        | CAN-01 | 10    | 0         | 10         |
      Quando no Tiny, em "Vendas > Pedidos de venda", tento "Estornar estoque":
        | pedido |
        | 4711   |
      Então a tela recusa com um motivo que cita "não foi lançado"
      E no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
        | codigo | saldo |
        | CAN-01 | 10    |

  Regra: O produto que não existe não impede o pedido

    @IDE-19 @fato-tiny-api2-33
    Cenário: Lançar estoque no pedido cadastra o produto que não existe
      Dado que o Tiny tem os pedidos da integração "Ideris":
        | número ecommerce |
        | IDE-1            |
      Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" não mostra nada
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Lançar estoque":
        | pedido |
        | 4711   |
      Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
        | codigo | nome   | estoque |
        | CAN-01 | Caneca | -1      |

  Regra: Cada mudança de situação é dita à integração do pedido

    @fato-tiny-api2-52
    Esquema do Cenário: A situação <situação> vai à integração de que o pedido veio e a nenhuma outra
      Dado que o Tiny tem os pedidos da integração "Ideris":
        | número ecommerce |
        | IDE-1            |
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Mudar situação":
        | pedido | situação   |
        | 4711   | <situação> |
      Então no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra só:
        | numero | situacao   |
        | 4711   | <situação> |
      E a integração "Ideris" do Tiny teve 1 aviso "situacao_pedido"
      E a integração "Uplaces" do Tiny teve 0 avisos "situacao_pedido"
      E o último aviso "situacao_pedido" do Tiny diz:
        | idPedidoEcommerce | situacao | descricaoSituacao |
        | IDE-1             | <código> | <situação>        |

      Exemplos:
        | situação          | código           |
        | Aprovado          | aprovado         |
        | Preparando envio  | preparando_envio |
        | Faturado          | faturado         |
        | Pronto para envio | pronto_envio     |
        | Enviado           | enviado          |
        | Entregue          | entregue         |
        | Não entregue      | nao_entregue     |
        | Cancelado         | cancelado        |

    @fato-tiny-api2-52
    Cenário: A situação do pedido que não veio de integração não é dita a nenhuma
      Dado que o Tiny tem os pedidos:
        | situação  |
        | Em aberto |
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Mudar situação":
        | pedido | situação |
        | 4711   | Aprovado |
      Então o Tiny não enviou nenhum aviso "situacao_pedido"

    @fato-tiny-api2-37
    Cenário: Uma situação que não existe é recusada e nada muda
      Dado que o Tiny tem os pedidos da integração "Ideris":
        | número ecommerce |
        | IDE-1            |
      Quando um cliente chama "pedido.alterar.situacao" na API do Tiny com:
        | id        | situacao |
        | 812000001 | perdido  |
      Então a API do Tiny responde com o código de erro 31
      E no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra só:
        | situacao  |
        | Em aberto |

  Regra: O número do pedido no e-commerce não se repete na mesma integração

    @fato-tiny-api2-34
    Cenário: O pedido repetido é recusado por padrão, e a chave do simulador deixa passar
      Dado que o Tiny tem os pedidos da integração "Ideris":
        | número ecommerce |
        | IDE-1            |
      Quando um cliente chama "pedido.incluir.php" na API do Tiny com:
        | pedido |
        | {"pedido":{"id_ecommerce":21408,"numero_pedido_ecommerce":"IDE-1","cliente":{"nome":"Ana"},"itens":[{"item":{"descricao":"Caneca","unidade":"UN","quantidade":1,"valor_unitario":19.9}}]}} |
      Então a API do Tiny responde com o código de erro 30
      Quando no Tiny, em "Simulador > Chaves", aciono "Recusar pedido de e-commerce repetido":
        | recusar |
        | não     |
      E um cliente chama "pedido.incluir.php" na API do Tiny com:
        | pedido |
        | {"pedido":{"id_ecommerce":21408,"numero_pedido_ecommerce":"IDE-1","cliente":{"nome":"Ana"},"itens":[{"item":{"descricao":"Caneca","unidade":"UN","quantidade":1,"valor_unitario":19.9}}]}} |
      Então a API do Tiny responde com sucesso
      E no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra só:
        | numero | numero_ecommerce |
        | 4711   | IDE-1            |
        | 4712   | IDE-1            |
