# language: pt
Funcionalidade: Quem pode notificar o conector

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 39,90 |

  @fato-novaoito-42 @reconstruido
  Cenário: O aviso vazio que o Tiny manda ao salvar a URL é aceito, e a integração fica Ativa
    Então a última notificação "sonda" do Tiny é respondida com o status 200
    E no Tiny, em "Configurações > E-commerce > Integrações", "Integrações" mostra só:
      | plataforma          | situação |
      | Novaoito e-commerce | Ativa    |
    E na Novaoito, em "Produtos", "Produtos" não mostra nada

  @fato-novaoito-42 @reconstruido
  Cenário: A URL com a chave errada não existe
    Quando no Tiny a URL de produtos é salva com outra chave
    E envio para o e-commerce os produtos "CAN-01"
    Então a última notificação "produto" do Tiny é respondida com o status 404
    E na Novaoito, em "Produtos", "Produtos" não mostra nada

  @fato-novaoito-42 @reconstruido
  Cenário: A notificação de outra conta do Tiny é recusada
    Quando outra conta do Tiny envia o produto "CAN-01" à URL do conector
    Então o conector recusa a notificação com o status 403
    E na Novaoito, em "Produtos", "Produtos" não mostra nada

  @fato-novaoito-42 @reconstruido
  Cenário: A notificação de outra integração da mesma conta é recusada
    Quando outra integração do mesmo Tiny envia o produto "CAN-01" à URL do conector
    Então o conector recusa a notificação com o status 403
    E na Novaoito, em "Produtos", "Produtos" não mostra nada

  @fato-novaoito-39 @reconstruido
  Cenário: Sem o mapeamento na resposta, o produto continua não mapeado no Tiny
    Dado que o Tiny tem os produtos:
      | código | nome | preço |
      | CAN-02 | Copo | 29,90 |
    Quando envio para o e-commerce os produtos "CAN-01"
    Então o resultado do envio no Tiny é:
      | código | situação | mensagem |
      | CAN-01 | mapeado  | (vazio)  |
    Dado que a URL de produtos do Tiny é de quem só confirma o recebimento
    Quando envio para o e-commerce os produtos "CAN-02"
    Então o resultado do envio no Tiny é:
      | código | situação    | mensagem   |
      | CAN-01 | mapeado     | (vazio)    |
      | CAN-02 | não mapeado | (qualquer) |

  @fato-novaoito-43 @reconstruido
  Cenário: Desinstalado o aplicativo, nada mais é recebido do Tiny
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E envio para o e-commerce os produtos "CAN-01"
    Então a última notificação "produto" do Tiny é respondida com o status 404
    E na Novaoito, em "Produtos", "Produtos" não mostra nada

  @fato-novaoito-43 @reconstruido
  Esquema do Cenário: Desinstalado o aplicativo, nada mais é recebido do Tiny, ainda que o aviso disso <como>
    Dado que a próxima notificação "app.uninstalled" da Novaoito <como>
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E passam <minutos> minutos
    E envio para o e-commerce os produtos "CAN-01"
    Então a última notificação "produto" do Tiny é respondida com o status 404
    E na Novaoito, em "Produtos", "Produtos" não mostra nada

    Exemplos:
      | como                            | minutos |
      | não chega em nenhuma tentativa  | 1       |
      | atrasa 30 minutos               | 1       |
      | atrasa 30 minutos               | 31      |
      | chega duas vezes                | 1       |
      | só chega na 2ª tentativa        | 5       |
      | chega com a assinatura errada   | 5       |
