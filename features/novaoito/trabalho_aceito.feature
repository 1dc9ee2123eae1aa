# language: pt
Funcionalidade: O que foi aceito não se perde

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que o conector recebe avisos de estoque do Tiny
    E que o conector recebe avisos de preços do Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 5       |
    E que o Tiny tem os produtos:
      | código | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 10      |
    E que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"

  @fato-novaoito-43 @reconstruido
  Cenário: O estoque que muda entre a troca do token e a colagem do novo na loja
    Quando no Tiny, em "Configurações > E-commerce > Token API", aciono "Gerar novo token"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 480 minutos
    E a loja passa a usar o novo token do Tiny
    E passam 480 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

  @fato-novaoito-43 @reconstruido
  Esquema do Cenário: O estoque e o preço que mudam enquanto o Tiny não atende: <botão>
    Quando no Tiny, em "<tela>", aciono "<botão>"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E no Tiny, em "Cadastros > Produtos", aciono "Alterar produto":
      | código | preço |
      | CAN-01 | 25,00 |
    E passam 240 minutos
    E no Tiny, em "<tela>", aciono "<botão que encerra>"
    E passam 720 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque | preço |
      | CAN-01 | 7       | 25,00 |

    Exemplos:
      | tela                  | botão               | botão que encerra    |
      | Administração do Tiny | Iniciar manutenção  | Encerrar manutenção  |
      | Administração do Tiny | Suspender conta     | Reativar conta       |

  @fato-novaoito-43 @reconstruido
  Cenário: O estoque que muda enquanto o plano do Tiny não tem API
    Quando no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano   |
      | Começar |
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 240 minutos
    E no Tiny, em "Minha conta > Plano", aciono "Trocar de plano":
      | plano         |
      | Potencializar |
    E passam 720 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

  @fato-novaoito-43 @reconstruido
  Cenário: O estoque que muda com a loja suspensa
    Quando na Novaoito, em "Configurações", aciono "Suspender loja"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 30 minutos
    E na Novaoito, em "Configurações", aciono "Reativar loja"
    E passam 720 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

  @fato-novaoito-43 @reconstruido
  Esquema do Cenário: O estoque que muda numa queda longa: <dono> em <chamada>
    Dado que toda chamada a "<chamada>" <dono> <problema>
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 600 minutos
    E as falhas programadas são removidas
    E passam 360 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

    Exemplos:
      | chamada               | dono        | problema                                    |
      | produto.obter.estoque | do Tiny     | é respondida com o status 503               |
      | produto.obter.estoque | do Tiny     | recebe uma página no lugar da resposta      |
      | stock.bulk            | da Novaoito | tem a conexão derrubada antes de ser atendida |
      | stock.bulk            | da Novaoito | é respondida com o status 500               |

  @fato-novaoito-43 @reconstruido
  Cenário: O que espera a loja suspensa sobrevive ao recomeço do conector
    Quando na Novaoito, em "Configurações", aciono "Suspender loja"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E o conector recomeça
    E passam 30 minutos
    E na Novaoito, em "Configurações", aciono "Reativar loja"
    E passam 720 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |

  @fato-novaoito-43 @reconstruido
  Cenário: O estoque que muda no meio de uma integração longa
    Dado que a Novaoito tem 45 produtos com SKU de "LOTE-01" em diante
    E que as plataformas aplicam os seus limites de acesso
    Quando começo a integrar os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    E passam 60 minutos
    Então na Novaoito, em "Produtos", "Produtos" mostra:
      | SKU    | estoque |
      | CAN-01 | 7       |
    E a integração termina como "Concluída"
    E o Tiny tem 46 produtos ao todo

  @fato-novaoito-25 @reconstruido
  Cenário: A integração atravessa a manutenção do Tiny
    Dado que a Novaoito tem 25 produtos com SKU de "LOTE-01" em diante
    E que a 10ª chamada a "erp.links.put" da Novaoito é recusada por excesso de chamadas
    Quando começo a integrar os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E no Tiny, em "Administração do Tiny", aciono "Iniciar manutenção"
    E passam 240 minutos
    E no Tiny, em "Administração do Tiny", aciono "Encerrar manutenção"
    E passam 720 minutos
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a integração termina como "Concluída"
    E nenhum produto é pendente
    E o Tiny tem 26 produtos ao todo

  @fato-novaoito-48
  Cenário: O produto cadastrado à mão no Tiny durante a integração é vinculado, não criado de novo
    Dado que a Novaoito tem 45 produtos com SKU de "LOTE-01" em diante
    E que a 5ª chamada a "erp.links.put" da Novaoito é recusada por excesso de chamadas
    Quando começo a integrar os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E no Tiny, em "Cadastros > Produtos", aciono "Incluir produto":
      | código  | nome        | preço |
      | LOTE-45 | Feito à mão | 29,90 |
    Então a integração termina
    E a falha programada aconteceu
    E o Tiny tem 1 produto com o SKU "LOTE-45"
    E o produto "LOTE-45" da Novaoito está integrado ao do Tiny de mesmo SKU

  @fato-novaoito-48
  Esquema do Cenário: Cadastrados à mão <quantos> produtos no Tiny com <antes> já lá, o que a loja tem não é criado de novo
    Dado que o Tiny tem <antes> produtos com SKU de "ANTES-001" em diante
    E que a Novaoito tem 45 produtos com SKU de "LOTE-001" em diante
    E que a 5ª chamada a "erp.links.put" da Novaoito é recusada por excesso de chamadas
    Quando começo a integrar os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Dado que o Tiny tem <quantos> produtos com SKU de "LOTE-045" em diante
    Então a integração termina
    E a falha programada aconteceu
    E o Tiny tem 1 produto com o SKU "LOTE-045"
    E o produto "LOTE-045" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | antes | quantos |
      | 10    | 68      |
      | 10    | 69      |
      | 10    | 70      |
      | 10    | 250     |
      | 79    | 1       |
      | 130   | 250     |

  @NOV-09
  Cenário: O produto cadastrado à mão no Tiny entre duas integrações é vinculado, não criado de novo
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-02 | Caneca grande | 29,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E no Tiny, em "Cadastros > Produtos", aciono "Incluir produto":
      | código | nome         | preço |
      | CAN-03 | Caneca à mão | 39,90 |
    E na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome           | preço |
      | CAN-03 | Caneca enorme  | 39,90 |
    E integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o Tiny tem 1 produto com o SKU "CAN-03"
    E o produto "CAN-03" da Novaoito está integrado ao do Tiny de mesmo SKU
