# language: pt
Funcionalidade: Kits do Tiny: o saldo e a saída são os das partes

  Contexto:
    Dado que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos
    E que o Tiny tem os produtos:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 10      |
      | PRA-01 | Prato  | 29,90 | 6       |
    Quando um cliente chama "produto.incluir" na API do Tiny com:
      | produto                                                                                                                                                                                                                                             |
      | {"produto":{"nome":"Jogo","codigo":"JOGO","unidade":"UN","preco":90,"origem":"0","situacao":"A","tipo":"P","estoque_atual":50,"kit":[{"item":{"id_produto":812345001,"quantidade":2}},{"item":{"id_produto":812345002,"quantidade":2}}]}} |
    Então a API do Tiny responde com sucesso

  @fato-tiny-api2-64 @fato-tiny-api2-60
  Cenário: O pedido de um kit reserva e baixa as partes
    Então no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
      | codigo | saldo | reservado |
      | CAN-01 | 10    | 0         |
      | PRA-01 | 6     | 0         |
      | JOGO   | 3     | 0         |
    Quando um cliente chama "pedido.incluir" na API do Tiny com:
      | pedido                                                                                                                                                     |
      | {"pedido":{"cliente":{"nome":"Ana"},"itens":[{"item":{"codigo":"JOGO","descricao":"Jogo","unidade":"UN","quantidade":1,"valor_unitario":90}}]}} |
    Então no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
      | codigo | saldo | reservado |
      | CAN-01 | 10    | 2         |
      | PRA-01 | 6     | 2         |
      | JOGO   | 3     | 1         |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Lançar estoque":
      | pedido |
      | 4711   |
    Então no Tiny, em "Suprimentos > Controle de estoques", "Estoque" mostra só:
      | codigo | saldo | reservado |
      | CAN-01 | 8     | 0         |
      | PRA-01 | 4     | 0         |
      | JOGO   | 2     | 0         |

  @fato-tiny-api2-64
  Cenário: Estoque escrito num kit é recusado
    Quando no Tiny, em "Suprimentos > Controle de estoques", tento "Balanço":
      | codigo | quantidade |
      | JOGO   | 9          |
    Então a tela recusa com um motivo que cita "é o das suas partes"
