"""Orders as they are stored (tiny-api2 §5.4).

The document of an order:

- `id`, `numero`: ints; `numero_ecommerce` (text, "" none), `id_ecommerce` (int, 0 none), `ecommerce` (name of the
  channel, "" none), `numero_ordem_compra` (text).
- `data_pedido`, `data_prevista`, `data_faturamento`, `data_envio`, `data_entrega`: ISO days or moments without zone
  (`2026-03-09`, `2026-03-09 14:30:00`), "" none; `criado_em`, `alterado_em`: ISO moments; `criado_por`,
  `alterado_por`: the actors.
- `id_contato` (int) and `cliente`, as it was when the order was written: codigo, nome, nome_fantasia, tipo_pessoa,
  cpf_cnpj, ie, rg, endereco, numero, complemento, bairro, cep, cidade, uf, pais, fone, email; all texts, and cpf_cnpj,
  cep and fone without mask.
- `endereco_entrega`: None, or tipo_pessoa, cpf_cnpj, endereco, numero, complemento, bairro, cep, cidade, uf, fone,
  nome_destinatario, ie.
- `itens`: id_produto (int, 0 when no product of the account), codigo, descricao, unidade, quantidade (float),
  valor_unitario (float), info_adicional.
- `condicao_pagamento`, `forma_pagamento`, `meio_pagamento`; `parcelas`: dias (int), data (ISO day), valor (float),
  obs, destino, forma_pagamento, meio_pagamento; `pagamentos_integrados`: valor (float), tipo_pagamento (int),
  cnpj_intermediador, codigo_autorizacao, codigo_bandeira (int); `intermediador`: nome, cnpj, cnpjPagamento.
- `marcadores`: id (int), descricao, cor.
- `nome_transportador`, `frete_por_conta` (R D T 3 4 S), `forma_envio` (code), `forma_frete`; `codigo_rastreamento`,
  `url_rastreamento`; `despacho`: {} or volumes, peso_bruto, peso_liquido (floats), frete_empresa (float), observacoes.
- `valor_frete`, `valor_desconto`, `outras_despesas`, `total_produtos`, `total_pedido`: floats.
- `id_lista_preco` (int), `id_vendedor` (int, 0 none), `nome_vendedor`, `deposito` (name),
  `id_natureza_operacao` (int), `nome_natureza_operacao`, `obs`, `obs_interna`.
- `situacao`: a code of `situacoes.SITUACOES`; `id_nota_fiscal`: int, 0 none; `estoque_lancado`, `contas_lancadas`:
  bool; `itens_lancados`: what was taken of stock (id_produto, quantidade, valor_unitario); `reservas`: what is
  reserved of each product, by its id as text.

Rules here emit `pedido_incluido(id_pedido)`, `pedido_alterado(id_pedido)` and `situacao_mudou(id_pedido, de, para)`.
"""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado

PEDIDO = Collection(
    "pedido",
    {
        "numero": int,
        "numero_ecommerce": str,
        "id_ecommerce": int,
        "data_pedido": str,
        "alterado_em": str,
        "situacao": str,
        "id_contato": int,
        "nome_cliente": str,
        "codigo_cliente": str,
        "cpf_cnpj": str,
        "id_vendedor": int,
        "nomes_marcadores": str,
        "id_nota_fiscal": int,
    },
    indexes=(
        ("numero",),
        ("numero_ecommerce", "id_ecommerce"),
        ("data_pedido",),
        ("alterado_em",),
        ("situacao", "id"),
        ("id_contato",),
        ("cpf_cnpj",),
        ("id_vendedor",),
        ("nomes_marcadores",),
    ),
    search=("nome_cliente", "codigo_cliente"),
)
PRIMEIRO_ID = 812000001
PRIMEIRO_NUMERO = 4711


def obter(work: Work, id_pedido: int) -> dict[str, Any]:
    """The order of this id; raises NaoLocalizado."""
    pedido = work.documents(PEDIDO).get(id_pedido)
    if pedido is None:
        raise NaoLocalizado("Pedido não localizado", hint=f"não há pedido com id {id_pedido}")
    return pedido


def por_numero(work: Work, numero: int) -> dict[str, Any] | None:
    """The order of this number, as screens name it, or None."""
    return work.documents(PEDIDO).first("numero = ?", (numero,))


def acrescentar(work: Work, pedido: dict[str, Any]) -> None:
    """Store a new order, and tell of it."""
    pedido |= {"alterado_em": pedido["criado_em"], "alterado_por": pedido["criado_por"]}
    work.documents(PEDIDO).add(_com_colunas(pedido))
    work.emit("pedido_incluido", id_pedido=pedido["id"])


def gravar(work: Work, pedido: dict[str, Any]) -> None:
    """Store an order that was changed, with the moment of the change, and tell of it."""
    pedido |= {"alterado_em": work.now.isoformat(timespec="seconds"), "alterado_por": work.actor}
    work.documents(PEDIDO).put(_com_colunas(pedido))
    work.emit("pedido_alterado", id_pedido=pedido["id"])


def _com_colunas(pedido: Mapping[str, Any]) -> dict[str, Any]:
    """The order with the columns by which SQL finds it and that the document has further inside."""
    marcadores = "".join(f"|{marcador['descricao'].casefold()}" for marcador in pedido["marcadores"])
    return {
        **pedido,
        "nome_cliente": pedido["cliente"]["nome"],
        "codigo_cliente": pedido["cliente"]["codigo"],
        "cpf_cnpj": pedido["cliente"]["cpf_cnpj"],
        "nomes_marcadores": marcadores and f"{marcadores}|",
    }
