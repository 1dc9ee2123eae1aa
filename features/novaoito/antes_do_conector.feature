# language: pt
Funcionalidade: O que foi pedido antes de o conector entrar em operação

  Contexto:
    Dado o aplicativo Tiny ERP instalado e configurado
    E que a Novaoito tem os produtos:
      | SKU    | nome          | preço | situação |
      | CAN-01 | Caneca        | 19,90 | Ativo    |
      | CAN-02 | Caneca grande | 29,90 | Ativo    |
      | CAN-03 | Caneca dupla  | 39,90 | Inativo  |

  @fato-novaoito-14 @reconstruido
  Cenário: Com uma integração em andamento, outra é recusada
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", tento "Integrar produtos pendentes":
      | sistema | operação                          |
      | Tiny    | Mapear produtos da loja com o ERP |
    Então a tela recusa com um motivo que cita "andamento"
    E na Novaoito, em "ERP & CRM > Produtos > Integrar", "Integração" mostra:
      | situação | operação                           | total |
      | Na fila  | Enviar produtos da loja para o ERP | 2     |

  @fato-novaoito-15 @reconstruido
  Cenário: O produto desativado depois do pedido é ignorado, e o ativado fica para a próxima
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E na Novaoito, em "Produtos", aciono "Desativar produto":
      | SKU    |
      | CAN-02 |
    E na Novaoito, em "Produtos", aciono "Ativar produto":
      | SKU    |
      | CAN-03 |
    E o conector entra em operação
    Então o resultado por produto é:
      | SKU    | resultado | código      |
      | CAN-01 | Criado    | (tanto faz) |
      | CAN-02 | Ignorado  | not_active  |
    E só são pendentes os produtos "CAN-03"
    E o Tiny tem 1 produto ao todo

  @fato-novaoito-25 @reconstruido
  Cenário: O token do Tiny recusado desde o começo encerra a integração sem nenhum resultado
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E no Tiny, em "Administração do Tiny", aciono "Suspender conta"
    E o conector entra em operação
    Então a integração termina como "Falhou"
    E o resultado por produto é:
      | SKU    | resultado     |
      | CAN-01 | Sem resultado |
      | CAN-02 | Sem resultado |
    E só são pendentes os produtos "CAN-01, CAN-02"
