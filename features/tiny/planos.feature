# language: pt
Funcionalidade: Planos da conta do Tiny: acesso à API e limite de acessos

  @fato-tiny-api2-6
  Esquema do Cenário: Cada plano dá o seu limite de acessos por minuto: <plano>
    Quando no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano   |
      | <plano> |
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com sucesso
    E a API do Tiny informa o limite de <limite> acessos por minuto
    E no Tiny, em "Minha conta > Plano", "Plano e situação da conta" mostra só:
      | plano   | limite por minuto | acessos simultaneos |
      | <plano> | <limite>          | <simultâneos>       |

    Exemplos:
      | plano        | limite | simultâneos |
      | Iniciante    | 30     | 7           |
      | Básico       | 30     | 7           |
      | Essencial    | 60     | 15          |
      | Grande       | 120    | 30          |
      | Crescer      | 30     | 7           |
      | Evoluir      | 60     | 15          |
      | Potencializar | 120   | 30          |
      | Construa     | 30     | 7           |
      | Impulsione   | 60     | 15          |
      | Domine       | 120    | 30          |

  @fato-tiny-api2-9
  Esquema do Cenário: O acesso que passa do limite do plano <plano> é recusado, e o minuto seguinte volta a aceitar
    Quando no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano   |
      | <plano> |
    E um cliente chama "info.php" <limite> vezes no mesmo minuto na API do Tiny
    Então a API do Tiny responde com sucesso
    Quando um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com o código de erro 6
    E a API do Tiny explica o erro com um texto que cita "API Bloqueada - Excedido o número de acessos"
    Quando passam 1 minutos só no Tiny
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com sucesso

    Exemplos:
      | plano     | limite |
      | Iniciante | 30     |
      | Essencial | 60     |

  @fato-tiny-api2-8
  Esquema do Cenário: O plano <plano> não tem acesso à API
    Quando no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano   |
      | <plano> |
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com o código de erro 5

    Exemplos:
      | plano   |
      | Começar |
      | Avance  |

  @fato-tiny-api2-8
  Cenário: A conta suspensa e o sistema em manutenção recusam o cliente até voltarem ao normal
    Quando no Tiny, em "Administração do Tiny", aciono "Suspender conta"
    E no Tiny, em "Administração do Tiny", aciono "Iniciar manutenção"
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com o código de erro 8
    Quando no Tiny, em "Administração do Tiny", aciono "Reativar conta"
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com o código de erro 99
    Quando no Tiny, em "Administração do Tiny", aciono "Encerrar manutenção"
    E um cliente chama "info.php" na API do Tiny
    Então a API do Tiny responde com sucesso

  @fato-tiny-api2-8
  Cenário: Um plano que não existe não é aceito
    Quando no Tiny, em "Minha conta > Plano", tento "Trocar de plano":
      | plano    |
      | Infinito |
    Então a tela recusa com um motivo que cita "Não há plano"
    E no Tiny, em "Minha conta > Plano", "Plano e situação da conta" mostra só:
      | plano     |
      | Essencial |
