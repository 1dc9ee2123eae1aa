# language: pt
Funcionalidade: Chamadas que dão errado no caminho

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome            | preço |
      | CAN-01 | Caneca de ágata | 39,90 |
      | CAN-02 | Caneca de louça | 29,90 |

  @NOV-06
  Cenário: A resposta que se perde depois de o produto ser gravado não o deixa em dobro
    Dado que a próxima chamada a "produto.incluir" do Tiny com "CAN-01" perde a resposta depois de gravada
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome            |
      | CAN-01 | Caneca de ágata |
      | CAN-02 | Caneca de louça |

  @NOV-06
  Cenário: A recusa por excesso de chamadas é só uma pausa
    Dado que a próxima chamada a "erp.links.put" da Novaoito é recusada por excesso de chamadas
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então a falha programada aconteceu
    E nenhum produto é pendente
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome            |
      | CAN-01 | Caneca de ágata |
      | CAN-02 | Caneca de louça |
