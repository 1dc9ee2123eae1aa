# language: pt
Funcionalidade: Extensões da conta do Tiny: o que cada uma abre e quanto custa em cada plano

  @IDE-06
  Esquema do Cenário: O preço da API para estoque em tempo real depende do plano: <plano>
    Quando no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano   |
      | <plano> |
    Então no Tiny, em "Início > Extensões", "Extensões" mostra:
      | extensao                       | secao       | preco   | disponivel |
      | API para estoque em tempo real | Suprimentos | <preço> | sim        |

    Exemplos:
      | plano     | preço |
      | Iniciante | 25,00 |
      | Básico    | 25,00 |
      | Essencial | 0     |
      | Grande    | 0     |

  @IDE-06 @fato-tiny-api2-27
  Cenário: Sem a API para estoque em tempo real, a fila de estoque é recusada com erro claro
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando no Tiny, em "Início > Extensões", aciono "Desinstalar":
      | extensão                       |
      | API para estoque em tempo real |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 3          |
    E um cliente chama "lista.atualizacoes.estoque" na API do Tiny com:
      | dataAlteracao       |
      | 01/11/2026 00:00:00 |
    Então a API do Tiny responde com o código de erro 5
    E a API do Tiny explica o erro com um texto que cita "sem acesso"

  @fato-tiny-api2-27
  Cenário: Com a API para estoque em tempo real, a fila entrega a mudança uma vez
    Dado que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Entrada":
      | código | quantidade |
      | CAN-01 | 3          |
    E um cliente chama "lista.atualizacoes.estoque" na API do Tiny com:
      | dataAlteracao       |
      | 01/11/2026 00:00:00 |
    Então a API do Tiny responde com sucesso
    Quando um cliente chama "lista.atualizacoes.estoque" na API do Tiny com:
      | dataAlteracao       |
      | 01/11/2026 00:00:00 |
    Então a API do Tiny responde com o código de erro 20

  @IDE-11
  Cenário: O token da conta só existe com a extensão Token API
    Dado que um cliente da API guarda o token do Tiny
    Quando um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com sucesso
    E no Tiny, em "Início > Extensões", "Extensões" mostra:
      | extensao  | secao  | lugar                                  | instalada |
      | Token API | Vendas | Configurações > E-commerce > Token API | sim       |
    Quando no Tiny, em "Início > Extensões", aciono "Desinstalar":
      | extensão  |
      | Token API |
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com o código de erro 2
    Quando no Tiny, em "Configurações > E-commerce > Token API", tento "Gerar novo token"
    Então a tela recusa com um motivo que cita "Instale a extensão “Token API”"

  @IDE-11
  Cenário: A extensão Token API instalada e confirmada mostra um token que dá acesso
    Quando no Tiny, em "Início > Extensões", aciono "Desinstalar":
      | extensão  |
      | Token API |
    E no Tiny, em "Início > Extensões", aciono "Instalar":
      | extensão  | confirmar |
      | Token API | não       |
    Então no Tiny, em "Início > Extensões", "Extensões" mostra:
      | extensao  | instalada |
      | Token API | não       |
    Quando um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com o código de erro 1
    Quando no Tiny, em "Início > Extensões", aciono "Instalar":
      | extensão  | confirmar |
      | Token API | sim       |
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com sucesso

  @fato-tiny-api2-7
  Cenário: O token trocado deixa de valer
    Dado que um cliente da API guarda o token do Tiny
    Quando no Tiny, em "Configurações > E-commerce > Token API", aciono "Gerar novo token"
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com o código de erro 2
    E a API do Tiny explica o erro com um texto que cita "token invalido"

  @fato-tiny-api2-52
  Cenário: A extensão Webhooks não existe nos planos menores
    Quando no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano     |
      | Iniciante |
    Então no Tiny, em "Início > Extensões", "Extensões" mostra:
      | extensao | disponivel | instalada |
      | Webhooks | não        | não       |
    Quando no Tiny, em "Configurações > Geral > Outras configurações > Webhooks", tento "Salvar":
      | url vendas                |
      | https://erp.example/aviso |
    Então a tela recusa com um motivo que cita "Instale a extensão “Webhooks”"
