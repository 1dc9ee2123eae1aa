"""The fields of an order as clients send them, with their sizes (tiny-api2 §5.4)."""

from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.contatos.campos import ENDERECO

CLIENTE = (
    Campo("codigo", maximo=30),
    Campo("nome", maximo=30, obrigatorio=True, titulo="nome do cliente"),
    Campo("nome_fantasia", maximo=60),
    Campo("tipo_pessoa", "opcao", opcoes=("F", "J", "E")),
    Campo("cpf_cnpj", maximo=18),
    Campo("ie"),
    Campo("rg", maximo=10),
    *ENDERECO,
    Campo("pais"),
    Campo("fone", maximo=40),
    Campo("email", maximo=50),
)
ATUALIZAR = Campo("atualizar_cliente", "opcao", padrao="S", opcoes=("S", "N"))
"""Left out it means S [inferred]."""
ENTREGA = (
    Campo("tipo_pessoa", "opcao", opcoes=("F", "J", "E")),
    Campo("cpf_cnpj", maximo=18),
    *ENDERECO,
    Campo("fone", maximo=40),
    Campo("nome_destinatario"),
    Campo("ie"),
)
ITEM = (
    Campo("codigo"),
    Campo("descricao", maximo=120, obrigatorio=True, titulo="descrição do item"),
    Campo("unidade", maximo=3, obrigatorio=True, titulo="unidade do item"),
    Campo("quantidade", "decimal", obrigatorio=True, padrao=0.0, titulo="quantidade do item"),
    Campo("valor_unitario", "decimal", obrigatorio=True, padrao=0.0, titulo="valor unitário do item"),
    Campo("info_adicional"),
)
PARCELA = (
    Campo("valor", "decimal", padrao=0.0, titulo="valor da parcela"),
    Campo("obs"),
    Campo("destino"),
    Campo("forma_pagamento"),
    Campo("meio_pagamento"),
)
PAGAMENTO = (
    Campo("valor", "decimal", padrao=0.0, titulo="valor do pagamento integrado"),
    Campo("tipo_pagamento", "inteiro", padrao="0"),
    Campo("cnpj_intermediador"),
    Campo("codigo_autorizacao"),
    Campo("codigo_bandeira", "inteiro", padrao="0"),
)
INTERMEDIADOR = (Campo("nome"), Campo("cnpj"), Campo("cnpjPagamento"))
VALORES = (
    Campo("valor_frete", "decimal", padrao=0.0),
    Campo("valor_desconto", "decimal", padrao=0.0),
    Campo("outras_despesas", "decimal", padrao=0.0),
)
TEXTOS = (
    Campo("nome_transportador"),
    Campo("forma_pagamento"),
    Campo("meio_pagamento"),
    Campo("numero_ordem_compra", maximo=10),
    Campo("numero_pedido_ecommerce", maximo=50),
    Campo("ecommerce"),
    Campo("obs", maximo=100),
    Campo("obs_internas", maximo=100),
    Campo("forma_envio"),
    Campo("forma_frete"),
    Campo("deposito"),
    Campo("nome_deposito"),
    Campo("nome_natureza_operacao"),
)
INTEIROS = (
    Campo("id_lista_preco", "inteiro", padrao="0"),
    Campo("id_ecommerce", "inteiro", padrao="0"),
    Campo("id_natureza_operacao", "inteiro", padrao="0"),
)
FRETES = ("R", "D", "T", "3", "4", "S", "E")
FRETE_POR_CONTA = Campo("frete_por_conta", "opcao", opcoes=FRETES)
EMITENTE, REMETENTE = "E", "R"
"""E is the older name of R [inferred]."""
