# language: pt
@NOV-01
Funcionalidade: A integração exige o aplicativo Tiny ERP instalado e configurado

  Contexto:
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |

  Cenário: Sem o aplicativo instalado a integração é recusada com o motivo
    Quando na Novaoito, em "ERP & CRM > Produtos > Integrar", tento "Integrar produtos pendentes":
      | sistema | operação                           |
      | Tiny    | Enviar produtos da loja para o ERP |
    Então a tela recusa com um motivo que cita "instalado"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Resultados" não mostra nada
    E só são pendentes os produtos "CAN-01"

  Cenário: Com o aplicativo instalado e sem configuração a integração é recusada com o motivo
    Dado que o aplicativo Tiny ERP está instalado e sem configuração
    Quando na Novaoito, em "ERP & CRM > Produtos > Integrar", tento "Integrar produtos pendentes":
      | sistema | operação                           |
      | Tiny    | Mapear produtos da loja com o ERP  |
    Então a tela recusa com um motivo que cita "configura"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Integração" não mostra nada

  Cenário: Instalado e configurado, a integração é aceita
    Dado o aplicativo Tiny ERP instalado e configurado
    Quando na Novaoito, em "ERP & CRM > Produtos > Integrar", aciono "Integrar produtos pendentes":
      | sistema | operação                           |
      | Tiny    | Enviar produtos da loja para o ERP |
    Então na Novaoito, em "ERP & CRM > Produtos > Integrar", "Integração" mostra:
      | situação | operação                           | total |
      | Na fila  | Enviar produtos da loja para o ERP | 1     |

  Cenário: Desinstalado o aplicativo, a integração volta a ser recusada
    Dado o aplicativo Tiny ERP instalado e configurado
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", tento "Integrar produtos pendentes":
      | sistema | operação                           |
      | Tiny    | Enviar produtos da loja para o ERP |
    Então a tela recusa com um motivo que cita "instalado"
