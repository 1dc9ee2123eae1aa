"""The fields of a contact, with their sizes (tiny-api2 §5.3)."""

from homologa.simulators.tiny.rules.campos import Campo

ENDERECO = (
    Campo("endereco", maximo=50),
    Campo("numero", maximo=10),
    Campo("complemento", maximo=50),
    Campo("bairro", maximo=30),
    Campo("cep", maximo=10),
    Campo("cidade", maximo=30),
    Campo("uf", maximo=30),
)
COBRANCA = tuple(Campo(f"{campo.nome}_cobranca", maximo=campo.maximo) for campo in ENDERECO)
CAMPOS = (
    Campo("codigo", maximo=30),
    Campo("nome", maximo=50, obrigatorio=True, titulo="nome do contato"),
    Campo("fantasia", maximo=60),
    Campo("tipo_pessoa", "opcao", opcoes=("F", "J", "E")),
    Campo("cpf_cnpj", maximo=18),
    Campo("ie", maximo=18),
    Campo("rg", maximo=10),
    Campo("im", maximo=18),
    *ENDERECO,
    Campo("pais", maximo=50),
    *COBRANCA,
    Campo("contatos", maximo=100),
    Campo("fone", maximo=40),
    Campo("fax", maximo=40),
    Campo("celular", maximo=40),
    Campo("email", maximo=50),
    Campo("email_nfe", maximo=50),
    Campo("site", maximo=40),
    Campo("crt", "opcao", opcoes=("0", "1", "3")),
    Campo("estadoCivil"),
    Campo("profissao"),
    Campo("sexo", "opcao", opcoes=("masculino", "feminino")),
    Campo("data_nascimento"),
    Campo("naturalidade"),
    Campo("nome_pai"),
    Campo("cpf_pai"),
    Campo("nome_mae"),
    Campo("cpf_mae"),
    Campo("limite_credito", "decimal", padrao=0.0),
    Campo("situacao", "opcao", obrigatorio=True, opcoes=("A", "I", "S"), titulo="situação do contato"),
    Campo("obs", maximo=200),
)
NUS = ("cpf_cnpj", "cpf_pai", "cpf_mae", "cep", "cep_cobranca", "fone", "fax", "celular")
"""Fields that are kept without their mask."""
PESSOA = (
    Campo("nome", maximo=50, obrigatorio=True, titulo="nome da pessoa de contato"),
    Campo("telefone", maximo=40),
    Campo("ramal", maximo=10),
    Campo("email", maximo=50),
    Campo("departamento", maximo=50),
)
"""Fields of a person of a contact; their sizes are [inferred]."""
EXCLUIDO = "E"
SITUACOES = {"A": "Ativo", "I": "Inativo", "S": "Sem movimento", EXCLUIDO: "Excluido"}
"""Situations as searches show them; Inativo and Sem movimento are [inferred]."""
