"""Price lists, a discount or an addition over the prices, and their exceptions (tiny-api2 §5.2)."""

from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado
from homologa.simulators.tiny.rules import numeros
from homologa.simulators.tiny.rules.paginas import Pagina, paginar

LISTA = Collection("lista_de_precos", {"descricao": str}, search=("descricao",))
EXCECAO = Collection(
    "excecao_de_preco", {"id_lista_preco": int, "id_produto": int}, unique=(("id_lista_preco", "id_produto"),)
)
MAIOR_ACRESCIMO = 1000
PRIMEIRA_LISTA = 510001
PRIMEIRA_EXCECAO = 520001


def pesquisar(work: Work, pesquisa: str, pagina: int) -> Pagina:
    """Lists whose description contains the text; raises SemRegistros or PaginaInexistente."""
    documentos = work.documents(LISTA)
    condicao, valores = documentos.containing(pesquisa) if pesquisa else ("1", ())
    return paginar(documentos, condicao, valores, pagina)


def excecoes(work: Work, lista: dict[str, Any], id_produto: str, pagina: int) -> Pagina:
    """The exceptions of a list, of one product when it is named; raises SemRegistros or PaginaInexistente."""
    condicao, valores = "id_lista_preco = ?", [lista["id"]]
    if id_produto:
        condicao, valores = f"{condicao} AND id_produto = ?", [*valores, numeros.inteiro(id_produto)]
    return paginar(work.documents(EXCECAO), condicao, valores, pagina)


def localizar(work: Work, texto: str) -> dict[str, Any]:
    """The list whose id is this text; raises NaoLocalizado."""
    lista = work.documents(LISTA).get(numeros.inteiro(texto) or 0)
    if lista is None:
        raise NaoLocalizado("Lista de preços não localizada", hint=f"não há lista de preços com id {texto!r}")
    return lista


def excecao(work: Work, id_lista: int, id_produto: int) -> dict[str, Any] | None:
    """The exception that a list makes of a product, or None."""
    return work.documents(EXCECAO).first("id_lista_preco = ? AND id_produto = ?", (id_lista, id_produto))


def incluir(work: Work, descricao: str, acrescimo_desconto: float) -> dict[str, Any]:
    """Create a list that adds so many percent to the prices, or takes them off when negative; raises ScreenRefusal."""
    descricao = descricao.strip()
    if not descricao:
        raise ScreenRefusal("A descrição da lista de preços deve ser informada.")
    if work.documents(LISTA).first("descricao = ?", (descricao,)) is not None:
        raise ScreenRefusal(f"Já há uma lista de preços “{descricao}”.")
    lista = {
        "id": work.next_id("lista_de_precos", PRIMEIRA_LISTA),
        "descricao": descricao,
        "acrescimo_desconto": _percentual(acrescimo_desconto),
    }
    work.documents(LISTA).add(lista)
    return lista


def alterar(work: Work, descricao: str, acrescimo_desconto: float) -> dict[str, Any]:
    """Change the percentage of a list; raises ScreenRefusal."""
    lista = por_descricao(work, descricao)
    lista["acrescimo_desconto"] = _percentual(acrescimo_desconto)
    work.documents(LISTA).put(lista)
    return lista


def por_descricao(work: Work, descricao: str) -> dict[str, Any]:
    """The list of this description; raises ScreenRefusal."""
    lista = work.documents(LISTA).first("descricao = ?", (descricao.strip(),))
    if lista is None:
        raise ScreenRefusal(f"Não há lista de preços “{descricao}”.")
    return lista


def gravar_excecao(
    work: Work, lista: dict[str, Any], id_produto: int, preco: float, preco_promocional: float
) -> dict[str, Any]:
    """Give a product prices of its own in a list, in the place of those that it had there."""
    atual = excecao(work, lista["id"], id_produto)
    gravada = {
        "id": atual["id"] if atual else work.next_id("excecao_de_preco", PRIMEIRA_EXCECAO),
        "id_lista_preco": lista["id"],
        "id_produto": id_produto,
        "preco": preco,
        "preco_promocional": preco_promocional,
    }
    documentos = work.documents(EXCECAO)
    (documentos.put if atual else documentos.add)(gravada)
    return gravada


def excluir_excecao(work: Work, lista: dict[str, Any], id_produto: int) -> None:
    """Let the list compute the prices of a product again; raises ScreenRefusal."""
    atual = excecao(work, lista["id"], id_produto)
    if atual is None:
        raise ScreenRefusal(f"A lista “{lista['descricao']}” não tem exceção para este produto.")
    work.documents(EXCECAO).remove(atual["id"])


def _percentual(valor: float) -> float:
    if valor < -100:
        raise ScreenRefusal("O desconto não pode passar de 100%.")
    if valor > MAIOR_ACRESCIMO:
        raise ScreenRefusal(f"O acréscimo não pode passar de {MAIOR_ACRESCIMO}%.")
    return round(valor, 4) + 0.0
