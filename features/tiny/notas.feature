# language: pt
Funcionalidade: Notas fiscais do Tiny: o que a SEFAZ responde e a quem se avisa

  Contexto:
    Dado que a integração "Uplaces" do Tiny está Ativa e recebe todos os avisos
    E que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos

  Regra: A nota da venda importada é enviada à integração dela

    Contexto:
      Dado que o Tiny tem os pedidos da integração "Ideris":
        | número ecommerce |
        | IDE-1            |
      E que a conta do Tiny tem quem aceite os avisos

    @IDE-18 @fato-tiny-api2-52
    Cenário: A nota autorizada avisa a integração do pedido, sem que ninguém mande, e nenhuma outra
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      Então o Tiny não enviou nenhum aviso "nota_fiscal"
      Quando no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | id        | situacao   | numero ecommerce | chave acesso |
        | 813000001 | Autorizada | IDE-1            | (qualquer)   |
      E a integração "Ideris" do Tiny teve 1 aviso "nota_fiscal"
      E a integração "Uplaces" do Tiny teve 0 avisos "nota_fiscal"
      E a conta do Tiny teve 1 aviso "nota_fiscal"
      E o último aviso "nota_fiscal" do Tiny diz:
        | idPedidoEcommerce | idNotaFiscalTiny | valorNota | chaveAcesso | urlDanfe   |
        | IDE-1             | 813000001        | 19,90     | (qualquer)  | (qualquer) |
      E no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra só:
        | numero | situacao | id nota fiscal |
        | 4711   | Faturado | 813000001      |

    @IDE-18
    Esquema do Cenário: A nota que a SEFAZ recusa não é enviada: <resposta>
      Quando no Tiny, em "Simulador > Notas fiscais", aciono "Resposta da SEFAZ":
        | resposta   |
        | <resposta> |
      E no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | id        | situacao   |
        | 813000001 | <situação> |
      E o Tiny não enviou nenhum aviso "nota_fiscal"

      Exemplos:
        | resposta | situação  |
        | rejeitar | Rejeitada |
        | denegar  | Denegada  |

    @IDE-18
    Cenário: A nota rejeitada que é emitida outra vez e autorizada é enviada uma vez
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E no Tiny, em "Simulador > Notas fiscais", aciono "Rejeitar":
        | nota      |
        | 813000001 |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então a integração "Ideris" do Tiny teve 1 aviso "nota_fiscal"
      Quando no Tiny, em "Vendas > Notas fiscais", tento "Emitir":
        | nota      |
        | 813000001 |
      Então a tela recusa com um motivo que cita "Autorizada"
      E a integração "Ideris" do Tiny teve 1 aviso "nota_fiscal"

    @fato-tiny-api2-63
    Esquema do Cenário: A nota que sai do schema é rejeitada, e emitida depois de corrigido o item: <campo>
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Editar item":
        | nota      | item | <campo>  |
        | 813000001 | 1    | <errado> |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | id        | situacao  | motivo   |
        | 813000001 | Rejeitada | <motivo> |
      E o Tiny não enviou nenhum aviso "nota_fiscal"
      Quando no Tiny, em "Vendas > Notas fiscais", aciono "Editar item":
        | nota      | item | <campo> |
        | 813000001 | 1    | <certo> |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | id        | situacao   | motivo  |
        | 813000001 | Autorizada | (vazio) |
      E a integração "Ideris" do Tiny teve 1 aviso "nota_fiscal"

      Exemplos:
        | campo     | errado        | certo           | motivo                                                                                            |
        | descrição | Bolo 😀 — ™   | Bolo de cenoura | Rejeição 225: Falha no schema XML: det[1]/prod/xProd tem caractere fora do conjunto permitido     |
        | GTIN      | 4006381333932 | 4006381333931   | Rejeição 225: Falha no schema XML: det[1]/prod/cEAN tem dígito verificador errado                 |
        | NCM       | 6912          | 6912.00.00      | Rejeição 225: Falha no schema XML: det[1]/prod/NCM não tem a forma pedida                         |

    @fato-tiny-api2-63
    Cenário: A nota do cliente de CPF errado é rejeitada, e a SEFAZ que aceita tudo a autoriza
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Editar cliente":
        | nota      | tipo pessoa | CPF CNPJ       |
        | 813000001 | F           | 529.982.247-26 |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | id        | situacao  |
        | 813000001 | Rejeitada |
      Quando no Tiny, em "Simulador > Chaves", aciono "Conferir notas na SEFAZ":
        | conferir |
        | não      |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | id        | situacao   |
        | 813000001 | Autorizada |

    @fato-tiny-api2-41
    Cenário: O pedido tem uma nota em vigor, e outra só depois de cancelada a primeira
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      E no Tiny, em "Vendas > Pedidos de venda", tento "Gerar nota fiscal":
        | pedido |
        | 4711   |
      Então a tela recusa com um motivo que cita "duplicidade"
      Quando no Tiny, em "Vendas > Notas fiscais", aciono "Cancelar":
        | nota      |
        | 813000001 |
      E no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | id        | situacao  |
        | 813000001 | Cancelada |
        | 813000002 | Pendente  |

    @fato-tiny-api2-42
    Cenário: O XML só existe depois da autorização
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E um cliente chama "nota.fiscal.obter.xml.php" na API do Tiny com:
        | id        |
        | 813000001 |
      Então a API do Tiny responde com o código de erro 34

    @IDE-19
    Cenário: Lançar estoque na nota cadastra o produto que não existe
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" não mostra nada
      Quando no Tiny, em "Vendas > Notas fiscais", aciono "Lançar estoque":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
        | codigo | nome   |
        | CAN-01 | Caneca |

  Regra: A nota de outra venda não é enviada

    @IDE-24 @fato-tiny-api2-52
    Cenário: A venda feita no próprio Tiny só é dita à conta
      Dado que o Tiny tem os pedidos:
        | forma envio |
        | C           |
      E que a conta do Tiny tem quem aceite os avisos
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
        | situacao   |
        | Autorizada |
      E a integração "Ideris" do Tiny teve 0 avisos "nota_fiscal"
      E a integração "Uplaces" do Tiny teve 0 avisos "nota_fiscal"
      E a conta do Tiny teve 1 aviso "nota_fiscal"

    @IDE-24
    Cenário: A venda importada de outra integração não é dita ao Ideris
      Dado que o Tiny tem os pedidos da integração "Uplaces":
        | número ecommerce |
        | UPL-1            |
      Quando no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
        | pedido |
        | 4711   |
      E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
        | nota      |
        | 813000001 |
      Então a integração "Uplaces" do Tiny teve 1 aviso "nota_fiscal"
      E a integração "Ideris" do Tiny teve 0 avisos "nota_fiscal"
