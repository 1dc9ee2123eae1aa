# language: pt
Funcionalidade: Contas a receber e a pagar do Tiny

  @fato-tiny-api2-59
  Esquema do Cenário: A conta a <tipo> guarda o que foi escrito, e as duas grafias a alteram
    Quando um cliente chama "conta.<tipo>.incluir" na API do Tiny com:
      | conta                                                                                                                      |
      | {"conta":{"cliente":{"nome":"Padaria Sol"},"vencimento":"10/12/2026","valor":"50.30","nro_documento":"DOC-1"}} |
    Então a API do Tiny responde com sucesso
    Quando um cliente chama "<alterar>" na API do Tiny com:
      | conta                                              |
      | {"conta":{"id":670001,"vencimento":"11/12/2026"}} |
    Então a API do Tiny responde com sucesso
    E no Tiny, em "<tela>", "<título>" mostra só:
      | nome_cliente | nro_documento | vencimento | valor | saldo | situacao |
      | Padaria Sol  | DOC-1         | 2026-12-11 | 50,30 | 50,30 | aberto   |
    Quando um cliente chama "contas.<tipo>.pesquisa" na API do Tiny com:
      | nome_cliente |
      | Mercado      |
    Então a API do Tiny responde com o código de erro 20

    Exemplos:
      | tipo    | alterar                | tela                       | título           |
      | receber | conta.receber.alterar  | Finanças > Contas a receber | Contas a receber |
      | pagar   | contas.pagar.alterar   | Finanças > Contas a pagar   | Contas a pagar   |
