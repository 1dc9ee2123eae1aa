# language: pt
Funcionalidade: A tela de integrações do Tiny e a situação de cada uma

  @IDE-20 @IDE-21
  Cenário: A tela lista todas as integrações, também as que não estão Ativas
    Dado que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos
    E que a integração "Uplaces" do Tiny está Ativa e recebe todos os avisos
    Quando no Tiny, em "Configurações > E-commerce > Integrações", aciono "Incluir integração":
      | plataforma          | nome        |
      | Tray                | Loja Tray   |
      | Novaoito e-commerce | Minha loja  |
    E no Tiny, em "Configurações > E-commerce > Integrações", aciono "Salvar":
      | identificador | url produtos |
      | 21410         | (vazio)      |
    E a integração "Uplaces" fica inativa no Tiny
    Então no Tiny, em "Configurações > E-commerce > Integrações", "Integrações" mostra só:
      | identificador | plataforma          | nome       | situacao        |
      | 21407         | Ideris              | Ideris     | Ativa           |
      | 21408         | Uplaces             | Uplaces    | Inativa         |
      | 21409         | Tray                | Loja Tray  | Não configurada |
      | 21410         | Novaoito e-commerce | Minha loja | Não instalada   |

  @IDE-21
  Cenário: A integração inativa volta a ficar Ativa
    Dado que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos
    Quando a integração "Ideris" fica inativa no Tiny
    E no Tiny, em "Configurações > E-commerce > Integrações", aciono "Reativar":
      | identificador |
      | 21407         |
    Então no Tiny, em "Configurações > E-commerce > Integrações", "Integrações" mostra só:
      | plataforma | situacao |
      | Ideris     | Ativa    |

  @IDE-09 @fato-tiny-api2-55
  Cenário: Só as integrações Ativas são oferecidas para o envio de produtos
    Dado que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos
    E que a integração "Uplaces" do Tiny está Ativa e recebe todos os avisos
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando a integração "Uplaces" fica inativa no Tiny
    Então no Tiny, em "Cadastros > Produtos > Enviar para o e-commerce", "Plataformas oferecidas" mostra só:
      | plataforma |
      | Ideris     |
    Quando no Tiny, em "Cadastros > Produtos", tento "Enviar para o e-commerce":
      | plataforma | produtos |
      | Uplaces    | CAN-01   |
    Então a tela recusa com um motivo que cita "só integrações Ativas"

  @fato-tiny-api2-48
  Cenário: Salvar uma URL faz o Tiny verificá-la com um aviso sem corpo
    Dado que a conta do Tiny tem quem aceite os avisos
    Então o Tiny enviou 4 avisos "sonda_da_conta"

  @fato-tiny-api2-61
  Cenário: A integração que ninguém atende não fica Ativa, e a tela diz por quê
    Quando no Tiny, em "Configurações > E-commerce > Integrações", aciono "Incluir integração":
      | plataforma | nome |
      | Tray       | Loja |
    E no Tiny, em "Configurações > E-commerce > Integrações", aciono "Salvar":
      | identificador | url estoque               |
      | 21407         | https://ninguem.example/x |
    Então no Tiny, em "Configurações > E-commerce > Integrações", "Integrações" mostra só:
      | identificador | situacao      |
      | 21407         | Não instalada |
