# language: pt
Funcionalidade: CNPJ com letras no Tiny

  @fato-tiny-api2-62
  Esquema do Cenário: O cliente de CNPJ com letras é um só, escrito como <escrito>
    Quando no Tiny, em "Cadastros > Clientes e fornecedores", aciono "Incluir contato":
      | nome        | CPF CNPJ           |
      | Letras Ltda | 12.ABC.345/01DE-35 |
    E no Tiny, em "Cadastros > Clientes e fornecedores", tento "Incluir contato":
      | nome         | CPF CNPJ  |
      | Outras Letras | <escrito> |
    Então a tela recusa com um motivo que cita "duplicidade"
    E no Tiny, em "Cadastros > Clientes e fornecedores", "Contatos" mostra só:
      | nome        | CPF CNPJ       | tipo pessoa |
      | Letras Ltda | 12ABC34501DE35 | J           |
    Quando um cliente chama "contatos.pesquisa.php" na API do Tiny com:
      | cpf_cnpj  |
      | <escrito> |
    Então a API do Tiny responde com sucesso

    Exemplos:
      | escrito            |
      | 12.ABC.345/01DE-35 |
      | 12ABC34501DE35     |
      | 12.abc.345/01de-35 |
      | 12abc34501de35     |

  @fato-tiny-api2-62 @fato-tiny-api2-47
  Cenário: A empresa de CNPJ com letras emite notas e é quem os avisos nomeiam
    Dado que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos
    E que o Tiny tem os pedidos da integração "Ideris":
      | número ecommerce |
      | IDE-1            |
    Quando no Tiny, em "Configurações > Geral > Dados da empresa", aciono "Salvar":
      | CNPJ CPF           |
      | 12.abc.345/01de-35 |
    E no Tiny, em "Vendas > Pedidos de venda", aciono "Gerar nota fiscal":
      | pedido |
      | 4711   |
    E no Tiny, em "Vendas > Notas fiscais", aciono "Emitir":
      | nota      |
      | 813000001 |
    Então no Tiny, em "Vendas > Notas fiscais", "Notas fiscais" mostra só:
      | id        | situacao   |
      | 813000001 | Autorizada |
    E no Tiny, em "Configurações > Geral > Dados da empresa", "Dados da empresa" mostra só:
      | CNPJ CPF           |
      | 12.ABC.345/01DE-35 |
    E a integração "Ideris" do Tiny teve 1 aviso "nota_fiscal"
