# language: pt
Funcionalidade: Quais produtos são pendentes de integração

  Contexto:
    Dado o aplicativo Tiny ERP instalado e configurado
    E que a Novaoito tem os produtos:
      | SKU    | nome           | preço | situação |
      | CAN-01 | Caneca         | 19,90 | Ativo    |
      | CAN-02 | Caneca grande  | 29,90 | Ativo    |
      | VELHA  | Caneca antiga  | 9,90  | Inativo  |

  @NOV-03
  Cenário: Todo produto Ativo ainda não integrado é pendente
    Então só são pendentes os produtos "CAN-01, CAN-02"

  @NOV-03
  Cenário: O produto recém-cadastrado na loja é pendente
    Quando na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome         | preço |
      | CAN-03 | Caneca verde | 21,90 |
    Então só são pendentes os produtos "CAN-01, CAN-02, CAN-03"

  @NOV-03
  Cenário: O produto excluído deixa de ser pendente
    Quando na Novaoito, em "Produtos", aciono "Excluir produto":
      | SKU    |
      | CAN-02 |
    Então só são pendentes os produtos "CAN-01"

  @NOV-04
  Cenário: Produto Inativo não é pendente e passa a ser quando é ativado
    Então na Novaoito, em "ERP & CRM > Produtos", "Produtos pendentes" não mostra:
      | SKU   |
      | VELHA |
    Quando na Novaoito, em "Produtos", aciono "Ativar produto":
      | SKU   |
      | VELHA |
    Então só são pendentes os produtos "CAN-01, CAN-02, VELHA"

  @NOV-04
  Cenário: Produto desativado deixa de ser pendente
    Quando na Novaoito, em "Produtos", aciono "Desativar produto":
      | SKU    |
      | CAN-01 |
    Então só são pendentes os produtos "CAN-02"

  @NOV-04
  Esquema do Cenário: Produto Inativo fica fora da integração: <operação>
    Quando na Novaoito, em "ERP & CRM > Produtos > Integrar", aciono "Integrar produtos pendentes":
      | sistema | operação   |
      | Tiny    | <operação> |
    Então o resultado por produto é:
      | SKU    | resultado     |
      | CAN-01 | Sem resultado |
      | CAN-02 | Sem resultado |

    Exemplos:
      | operação                           |
      | Enviar produtos da loja para o ERP |
      | Mapear produtos da loja com o ERP  |
