# language: pt
Funcionalidade: Expedição: agrupamento, conclusão e envio do código de rastreio

  Contexto:
    Dado que a integração "Ideris" do Tiny está Ativa e tem quem receba o rastreio

  @IDE-17 @fato-tiny-api2-45
  Cenário: O rastreio dos Correios é enviado depois da PLP concluída, e a expedição recebe o marcador
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce | forma envio | forma frete |
      | IDE-1            | C           | SEDEX       |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    Então no Tiny, em "Expedição > Agrupamentos", "Agrupamentos" mostra só:
      | agrupamento | tipo | situação | expedições  |
      | 742001      | PLP  | Aberto   | Pedido 4711 |
    Quando no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
      | agrupamento |
      | 742001      |
    Então no Tiny, em "Expedição > Forma de envio > Concluídas", "Concluídas" mostra só:
      | expedição   | código rastreamento | marcadores |
      | Pedido 4711 | (qualquer)          | (vazio)    |
    Quando no Tiny, em "Expedição > Forma de envio > Concluídas", aciono "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
    Então o Tiny enviou 1 aviso "rastreio"
    E no Tiny, em "Expedição > Forma de envio > Concluídas", "Concluídas" mostra só:
      | expedição   | marcadores               |
      | Pedido 4711 | Rastreio enviado: Ideris |

  @fato-tiny-api2-45
  Cenário: O rastreio da transportadora é enviado depois da Coleta concluída
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce | forma envio | transportador   |
      | IDE-1            | T           | Expresso Mineiro |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", aciono "Alterar expedição":
      | expedição   | código rastreamento |
      | Pedido 4711 | EM-000123           |
    E no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    E no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
      | agrupamento |
      | 742001      |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", aciono "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
    Então no Tiny, em "Expedição > Agrupamentos", "Agrupamentos" mostra só:
      | agrupamento | tipo   | situação  |
      | 742001      | Coleta | Concluído |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", "Concluídas" mostra só:
      | expedição   | transportadora   | código rastreamento | marcadores               |
      | Pedido 4711 | Expresso Mineiro | EM-000123           | Rastreio enviado: Ideris |

  @IDE-14
  Esquema do Cenário: Não há agrupamento sem um transportador que seja Correios ou Transportadora: <caso>
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce | forma envio | transportador |
      | IDE-1            | <forma>     | (vazio)       |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", tento "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    Então a tela recusa com um motivo que cita "<motivo>"
    E no Tiny, em "Expedição > Agrupamentos", "Agrupamentos" não mostra nada
    E o Tiny não enviou nenhum aviso "rastreio"

    Exemplos:
      | caso                        | forma   | motivo                              |
      | nenhum                      | (vazio) | transportador não está informado    |
      | transportadora sem o nome   | T       | transportador não está informado    |
      | Mercado Envios              | M       | a forma de envio é Mercado Envios   |
      | Loggi                       | LOGGI   | Correios ou Transportadora          |

  @IDE-14
  Cenário: O transportador que faltava é informado na expedição, e o agrupamento sai
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce |
      | IDE-1            |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", aciono "Alterar expedição":
      | expedição   | forma envio |
      | Pedido 4711 | C           |
    E no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    Então no Tiny, em "Expedição > Agrupamentos", "Agrupamentos" mostra só:
      | tipo | situação |
      | PLP  | Aberto   |

  @IDE-15
  Cenário: Sem agrupamento, ou antes de ele ser concluído, nenhum rastreio é enviado
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce | forma envio |
      | IDE-1            | C           |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", tento "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
    Então a tela recusa com um motivo que cita "gere antes o agrupamento"
    Quando no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", tento "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
    Então a tela recusa com um motivo que cita "conclua antes o agrupamento"
    E o Tiny não enviou nenhum aviso "rastreio"

  @IDE-17
  Cenário: A entrega que falha não marca a expedição
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce | forma envio |
      | IDE-1            | C           |
    E que a URL de rastreio da integração "Ideris" passa a recusar tudo
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    E no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
      | agrupamento |
      | 742001      |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", aciono "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
    Então o Tiny enviou 1 aviso "rastreio"
    E no Tiny, em "Expedição > Forma de envio > Concluídas", "Concluídas" mostra só:
      | expedição   | marcadores |
      | Pedido 4711 | (vazio)    |

  @fato-tiny-api2-45
  Cenário: O rastreio enviado duas vezes avisa duas vezes e marca uma
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce | forma envio |
      | IDE-1            | C           |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    E no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
      | agrupamento |
      | 742001      |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", aciono "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
      | Pedido 4711 |
    Então o Tiny enviou 2 avisos "rastreio"
    E no Tiny, em "Expedição > Forma de envio > Concluídas", "Concluídas" mostra só:
      | expedição   | marcadores               |
      | Pedido 4711 | Rastreio enviado: Ideris |

  @fato-tiny-api2-45
  Cenário: O pedido que não veio de um e-commerce não tem a quem enviar o rastreio
    Dado que o Tiny tem os pedidos:
      | forma envio |
      | C           |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    E no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
      | agrupamento |
      | 742001      |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", tento "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
    Então a tela recusa com um motivo que cita "não veio de uma integração"
    E o Tiny não enviou nenhum aviso "rastreio"

  @fato-tiny-api2-45
  Cenário: A expedição sem código de rastreio não tem o que enviar
    Dado que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce | forma envio | transportador    |
      | IDE-1            | T           | Expresso Mineiro |
    Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
      | pedidos |
      | 4711    |
    E no Tiny, em "Expedição", aciono "Gerar agrupamento":
      | expedições  |
      | Pedido 4711 |
    E no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
      | agrupamento |
      | 742001      |
    E no Tiny, em "Expedição > Forma de envio > Concluídas", tento "Enviar código de rastreio para o e-commerce":
      | expedições  |
      | Pedido 4711 |
    Então a tela recusa com um motivo que cita "não tem código de rastreio"

  Regra: Só a integração Ativa e com URL recebe o rastreio

    Contexto:
      Dado que o Tiny tem os pedidos da integração "Ideris":
        | número ecommerce | forma envio |
        | IDE-1            | C           |

    @IDE-09 @fato-tiny-api2-45
    Cenário: A integração inativa
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
        | pedidos |
        | 4711    |
      E no Tiny, em "Expedição", aciono "Gerar agrupamento":
        | expedições  |
        | Pedido 4711 |
      E no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
        | agrupamento |
        | 742001      |
      E a integração "Ideris" fica inativa no Tiny
      E no Tiny, em "Expedição > Forma de envio > Concluídas", tento "Enviar código de rastreio para o e-commerce":
        | expedições  |
        | Pedido 4711 |
      Então a tela recusa com um motivo que cita "tem de estar Ativa"
      E o Tiny não enviou nenhum aviso "rastreio"

    @fato-tiny-api2-45
    Cenário: A integração sem a URL para envio de rastreio
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Enviar para a expedição":
        | pedidos |
        | 4711    |
      E no Tiny, em "Expedição", aciono "Gerar agrupamento":
        | expedições  |
        | Pedido 4711 |
      E no Tiny, em "Expedição > Agrupamentos", aciono "Concluir agrupamento":
        | agrupamento |
        | 742001      |
      E a URL de rastreio da integração "Ideris" é apagada
      E no Tiny, em "Expedição > Forma de envio > Concluídas", tento "Enviar código de rastreio para o e-commerce":
        | expedições  |
        | Pedido 4711 |
      Então a tela recusa com um motivo que cita "não tem a URL para envio de rastreio"
      E o Tiny não enviou nenhum aviso "rastreio"
