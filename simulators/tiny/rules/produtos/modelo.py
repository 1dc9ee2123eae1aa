"""Products as they are stored: search and reading (tiny-api2 §5.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado
from homologa.simulators.tiny.rules import numeros
from homologa.simulators.tiny.rules.paginas import Pagina, paginar

PRODUTO = Collection(
    "produto",
    {
        "codigo": str,
        "nome": str,
        "gtin": str,
        "situacao": str,
        "criado_em": str,
        "id_pai": int,
        "tags": str,
        "partes": str,
    },
    indexes=(("codigo",), ("nome",), ("situacao", "id")),
    sparse=frozenset({"gtin", "id_pai", "partes"}),
    search=("codigo", "nome"),
)
PRIMEIRO_ID = 812345001
EXCLUIDO = "E"


@dataclass(frozen=True)
class Filtro:
    """What a search asks for; `situacao` empty means A and I, `criado_desde` is an ISO date-time."""

    pesquisa: str = ""
    situacao: str = ""
    gtin: str = ""
    criado_desde: str = ""
    id_tag: str = ""
    pagina: int = 1


def pesquisar(work: Work, filtro: Filtro) -> Pagina:
    """Products that contain the text in name or code, 100 a page; raises SemRegistros or PaginaInexistente."""
    condicao, valores = _condicao(work, filtro)
    return paginar(work.documents(PRODUTO), condicao, valores, filtro.pagina)


def ids_em_texto(ids: Iterable[int | str]) -> str:
    """Ids as a product keeps them, so that SQL finds each between its bars: `|410001|410002|`."""
    escritos = "|".join(map(str, ids))
    return f"|{escritos}|" if escritos else ""


def _condicao(work: Work, filtro: Filtro) -> tuple[str, tuple[object, ...]]:
    partes: list[str] = []
    valores: tuple[object, ...] = ()
    if filtro.situacao:
        partes.append("situacao = ?")
        valores += (filtro.situacao,)
    else:
        partes.append(f"situacao != '{EXCLUIDO}'")
    if filtro.pesquisa:
        contem, textos = work.documents(PRODUTO).containing(filtro.pesquisa)
        partes.append(contem)
        valores += textos
    for coluna, comparacao, valor in (("gtin", "=", filtro.gtin), ("criado_em", ">=", filtro.criado_desde)):
        if valor:
            partes.append(f"{coluna} {comparacao} ?")
            valores += (valor,)
    if filtro.id_tag:
        partes.append("instr(tags, ?)")
        valores += (f"|{numeros.inteiro(filtro.id_tag)}|",)
    return " AND ".join(partes), valores


def obter(work: Work, id_produto: int) -> dict[str, Any]:
    """The product of this id, excluded or not; raises NaoLocalizado."""
    produto = work.documents(PRODUTO).get(id_produto)
    if produto is None:
        raise NaoLocalizado("Produto não localizado", hint=f"não há produto com id {id_produto}")
    return produto


def variacoes_de(work: Work, id_produto: int) -> list[dict[str, Any]]:
    """The variations of a parent, in the order of their creation."""
    return work.documents(PRODUTO).find("id_pai = ? AND situacao != ?", (id_produto, EXCLUIDO))


def por_codigo(work: Work, codigo: str) -> list[dict[str, Any]]:
    """The products, not excluded, whose code is exactly this."""
    return work.documents(PRODUTO).find("codigo = ? AND situacao != ?", (codigo, EXCLUIDO))


def localizar(work: Work, valor: Any) -> dict[str, Any]:
    """The product, not excluded, whose id a client gave, in whatever form; raises NaoLocalizado."""
    produto = work.documents(PRODUTO).get(numeros.inteiro(valor) or 0)
    if produto is None or produto["situacao"] == EXCLUIDO:
        raise NaoLocalizado("Produto não localizado", hint=f"não há produto com id {valor!r}")
    return produto
