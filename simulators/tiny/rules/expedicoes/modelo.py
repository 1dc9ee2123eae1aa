"""Expeditions and their groupings as they are stored (tiny-api2 §5.6).

An expedition is one order or invoice on its way out:

- `id`, `id_objeto`, `tipo_objeto` (`venda` or `notafiscal`), `id_agrupamento` (0 none), `identificacao` (how screens
  name it), `data_emissao` (ISO day); `pagina`: the id of its label's page, "" before it is grouped.
- `forma_envio` (code, "" undefined), `forma_frete`: id (0 none), descricao; `transportadora`: id (0 none), nome.
- `qtd_volumes` (int), `peso_bruto` (kg), `embalagem`: tipo ("0" to "3"), altura, largura, comprimento, diametro (cm).
- `codigo_rastreamento`, `url_rastreamento`, `possui_valor_declarado`, `possui_ar` (S or N), `valor_declarado`.
- `destinatario`: nome, endereco, numero, complemento, bairro, cep, cidade, uf; `marcadores`: id, descricao, cor.

A grouping: `id`, `tipo` (PLP or Coleta), `forma_envio`, `situacao`, `criado_em`, `concluido_em` ("" while it is open),
`pagina`: the id of its page.

Rules here emit `rastreio_enviado(id_expedicao)`.
"""

from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado

EXPEDICAO = Collection(
    "expedicao",
    {
        "id_objeto": int,
        "tipo_objeto": str,
        "id_agrupamento": int,
        "identificacao": str,
        "data_emissao": str,
        "forma_envio": str,
    },
    indexes=(("forma_envio", "id_agrupamento"), ("id_agrupamento",), ("identificacao",)),
    unique=(("tipo_objeto", "id_objeto"),),
)
AGRUPAMENTO = Collection(
    "agrupamento", {"forma_envio": str, "situacao": str, "criado_em": str}, indexes=(("forma_envio",), ("situacao",))
)
PRIMEIRO_ID, PRIMEIRO_AGRUPAMENTO = 741000001, 742001
VENDA, NOTA_FISCAL = "venda", "notafiscal"
TIPOS = (VENDA, NOTA_FISCAL)
ABERTO, CONCLUIDO = "aberto", "concluido"
AUSENTE = "Expedição não localizada"


def obter(work: Work, id_expedicao: int) -> dict[str, Any]:
    """The expedition of this id; raises NaoLocalizado."""
    expedicao = work.documents(EXPEDICAO).get(id_expedicao)
    if expedicao is None:
        raise NaoLocalizado(AUSENTE, hint=f"não há expedição com id {id_expedicao}; liberar objetos as cria")
    return expedicao


def do_objeto(work: Work, tipo: str, id_objeto: int) -> dict[str, Any] | None:
    """The expedition of an order or invoice, if it was released."""
    return work.documents(EXPEDICAO).first("tipo_objeto = ? AND id_objeto = ?", (tipo, id_objeto))


def gravar(work: Work, expedicao: dict[str, Any]) -> None:
    """Store an expedition that was changed."""
    work.documents(EXPEDICAO).put(expedicao)


def agrupamento(work: Work, id_agrupamento: int) -> dict[str, Any]:
    """The grouping of this id; raises NaoLocalizado."""
    achado = work.documents(AGRUPAMENTO).get(id_agrupamento)
    if achado is None:
        raise NaoLocalizado("Agrupamento não localizado", hint=f"não há agrupamento com id {id_agrupamento}")
    return achado


def do_agrupamento(work: Work, id_agrupamento: int) -> list[dict[str, Any]]:
    """The expeditions of a grouping."""
    return work.documents(EXPEDICAO).find("id_agrupamento = ?", (id_agrupamento,))
