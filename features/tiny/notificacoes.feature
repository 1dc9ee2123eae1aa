# language: pt
Funcionalidade: Notificações do Tiny: a quem vão, o que dizem e quantas vezes são tentadas

  Regra: Estoque e preços vão só de produtos mapeados com uma integração Ativa

    Contexto:
      Dado que a integração "Uplaces" do Tiny está Ativa e recebe todos os avisos
      E que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos
      E que o Tiny tem o produto "CAN-01" já mapeado com o SKU "LOJA-01" da loja
      E que o Tiny tem os produtos:
        | código | nome  | preço |
        | PRA-01 | Prato | 29,90 |

    @fato-tiny-api2-49
    Cenário: O estoque do produto mapeado vai à integração dele e a nenhuma outra
      Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
        | código | quantidade |
        | CAN-01 | 5          |
        | PRA-01 | 7          |
      Então a integração "Ideris" do Tiny teve 1 aviso "estoque"
      E a integração "Uplaces" do Tiny teve 0 avisos "estoque"
      E o último aviso "estoque" do Tiny diz:
        | sku    | skuMapeamento | saldo | tipoEstoque |
        | CAN-01 | LOJA-01       | 5     | F           |

    @fato-tiny-api2-49
    Cenário: A regra de estoque da integração escolhe o saldo que vai
      Quando no Tiny, em "Configurações > E-commerce > Integrações > Produtos > Regras de estoque", aciono "Salvar":
        | identificador | enviar     |
        | 21408         | disponível |
      E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
        | código | quantidade |
        | CAN-01 | 5          |
      E no Tiny, em "Simulador > Estoque", aciono "Reservar":
        | código | quantidade |
        | CAN-01 | 2          |
      Então o último aviso "estoque" do Tiny diz:
        | sku    | saldo | tipoEstoque |
        | CAN-01 | 3     | D           |

    @fato-tiny-api2-49
    Cenário: O preço do produto mapeado vai à integração dele
      Quando no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
        | código | preço |
        | CAN-01 | 24,90 |
        | PRA-01 | 31,90 |
      Então a integração "Ideris" do Tiny teve 1 aviso "precos"
      E a integração "Uplaces" do Tiny teve 0 avisos "precos"
      E o último aviso "precos" do Tiny diz:
        | codigo | skuMapeamento | preco |
        | CAN-01 | LOJA-01       | 24.9  |

    @IDE-09 @fato-tiny-api2-49
    Cenário: A integração inativa não é avisada
      Quando a integração "Ideris" fica inativa no Tiny
      E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
        | código | quantidade |
        | CAN-01 | 5          |
      E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
        | código | preço |
        | CAN-01 | 24,90 |
      Então o Tiny não enviou nenhum aviso "estoque"
      E o Tiny não enviou nenhum aviso "precos"

    @fato-tiny-api2-51
    Cenário: O aviso de estoque recusado é tentado 15 vezes, e o de preços 2
      Dado que a integração "Ideris" do Tiny passa a recusar todos os avisos
      Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
        | código | quantidade |
        | CAN-01 | 5          |
      E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
        | código | preço |
        | CAN-01 | 24,90 |
      Então o último aviso "estoque" do Tiny foi tentado 1 vez
      Quando passam 5 minutos só no Tiny
      Então o último aviso "estoque" do Tiny foi tentado 2 vezes
      E o último aviso "precos" do Tiny foi tentado 2 vezes
      Quando passam 9 minutos só no Tiny
      Então o último aviso "estoque" do Tiny foi tentado 2 vezes
      Quando passam 600 minutos só no Tiny
      Então o último aviso "estoque" do Tiny foi tentado 15 vezes
      E o último aviso "precos" do Tiny foi tentado 2 vezes

  Regra: Os avisos da própria conta valem para todos os pedidos

    @fato-tiny-api2-47 @fato-tiny-api2-53
    Cenário: A inclusão e cada mudança do pedido são ditas à conta
      Dado que a conta do Tiny tem quem aceite os avisos
      E que o Tiny tem os pedidos:
        | forma envio |
        | C           |
      Então a conta do Tiny teve 1 aviso "inclusao_pedido"
      E o último aviso "inclusao_pedido" do Tiny diz:
        | numero | codigoSituacao | idNotaFiscal |
        | 4711   | aberto         | 0            |
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Alterar pedido":
        | pedido | valor frete |
        | 4711   | 12,50       |
      E no Tiny, em "Vendas > Pedidos de venda", aciono "Mudar situação":
        | pedido | situação |
        | 4711   | Aprovado |
      Então a conta do Tiny teve 2 avisos "atualizacao_pedido"
      E o último aviso "atualizacao_pedido" do Tiny diz:
        | numero | codigoSituacao | descricaoSituacao | idNotaFiscal |
        | 4711   | aprovado       | Aprovado          | 0            |

    @fato-tiny-api2-51
    Cenário: O aviso da conta recusado é tentado 10 vezes
      Dado que a conta do Tiny tem quem recuse os avisos
      E que o Tiny tem os pedidos:
        | forma envio |
        | C           |
      Quando passam 225 minutos só no Tiny
      Então o último aviso "inclusao_pedido" do Tiny foi tentado 10 vezes

    @fato-tiny-api2-54
    Cenário: Depois de 20 falhas seguidas a URL da conta é removida
      Dado que a conta do Tiny tem quem recuse os avisos
      E que o Tiny tem os pedidos:
        | forma envio |
        | C           |
        | T           |
      Então no Tiny, em "Configurações > Geral > Outras configurações > Webhooks", "Webhooks da conta" mostra:
        | aviso                  | url        | falhas seguidas |
        | Notificações de vendas | (qualquer) | 2               |
      Quando passam 225 minutos só no Tiny
      Então no Tiny, em "Configurações > Geral > Outras configurações > Webhooks", "Webhooks da conta" mostra:
        | aviso                  | url     | falhas seguidas |
        | Notificações de vendas | (vazio) | 0               |
      E no Tiny, em "Configurações > Geral > Outras configurações > Webhooks", "Webhooks da conta" mostra:
        | aviso                                 | url        |
        | Notificações de notas fiscais autorizadas | (qualquer) |
