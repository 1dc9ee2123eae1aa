"""Tags of products and their groups (tiny-api2 §5.2)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado, ValidacaoRecusada
from homologa.simulators.tiny.rules import numeros
from homologa.simulators.tiny.rules.campos import texto
from homologa.simulators.tiny.rules.lotes import Gravado
from homologa.simulators.tiny.rules.paginas import Pagina, paginar

TAG = Collection("tag", {"nome": str, "id_grupo": int}, search=("nome",))
GRUPO = Collection("grupo_de_tag", {"nome": str}, search=("nome",))
PRIMEIRA_TAG = 410001
PRIMEIRO_GRUPO = 420001


def pesquisar(work: Work, pesquisa: str, id_grupo: str, pagina: int) -> Pagina:
    """Tags whose name contains the text, of one group when it is named; raises SemRegistros or PaginaInexistente."""
    documentos = work.documents(TAG)
    condicao, valores = documentos.containing(pesquisa) if pesquisa else ("1", ())
    if id_grupo:
        condicao, valores = f"{condicao} AND id_grupo = ?", (*valores, numeros.inteiro(id_grupo))
    return paginar(documentos, condicao, valores, pagina)


def pesquisar_grupos(work: Work, pesquisa: str, pagina: int) -> Pagina:
    """Groups whose name contains the text; raises SemRegistros or PaginaInexistente."""
    documentos = work.documents(GRUPO)
    condicao, valores = documentos.containing(pesquisa) if pesquisa else ("1", ())
    return paginar(documentos, condicao, valores, pagina)


def incluir(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Create a tag, in a group or in none; raises ValidacaoRecusada."""
    nome, id_grupo = _nome(registro, "tag"), _grupo(work, registro.get("id_grupo"))
    id_tag = work.next_id("tag", PRIMEIRA_TAG)
    work.documents(TAG).add({"id": id_tag, "nome": nome, "id_grupo": id_grupo})
    return Gravado(id_tag)


def alterar(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Change a tag; a group left out is kept [inferred]. Raises NaoLocalizado or ValidacaoRecusada."""
    tag = _localizar(work, TAG, registro, "Tag não localizada")
    tag["nome"] = _nome(registro, "tag")
    if "id_grupo" in registro:
        tag["id_grupo"] = _grupo(work, registro["id_grupo"])
    work.documents(TAG).put(tag)
    return Gravado(tag["id"])


def incluir_grupo(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Create a group of tags; raises ValidacaoRecusada."""
    nome = _nome(registro, "grupo")
    id_grupo = work.next_id("grupo_de_tag", PRIMEIRO_GRUPO)
    work.documents(GRUPO).add({"id": id_grupo, "nome": nome})
    return Gravado(id_grupo)


def alterar_grupo(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Change the name of a group; raises NaoLocalizado or ValidacaoRecusada."""
    grupo = _localizar(work, GRUPO, registro, "Grupo de tags não localizado")
    grupo["nome"] = _nome(registro, "grupo")
    work.documents(GRUPO).put(grupo)
    return Gravado(grupo["id"])


def nome_do_grupo(work: Work, id_grupo: int) -> str:
    """The name of a group, "" for none."""
    grupo = work.documents(GRUPO).get(id_grupo)
    return grupo["nome"] if grupo else ""


def grupo_por_nome(work: Work, nome: str) -> int:
    """The id of the group of this name, 0 for no name; raises ScreenRefusal."""
    return _por_nome(work, GRUPO, nome, f"Não há grupo de tags “{nome}”.") if nome else 0


def por_nome(work: Work, nome: str) -> int:
    """The id of the first tag of this name; raises ScreenRefusal."""
    return _por_nome(work, TAG, nome, f"Não há tag “{nome}”.")


def conferir(work: Work, ids: list[int]) -> None:
    """Raise ValidacaoRecusada when one of the ids is of no tag."""
    for id_tag in ids:
        if work.documents(TAG).get(id_tag) is None:
            raise ValidacaoRecusada(f"A tag {id_tag} não foi localizada")


def do_produto(work: Work, produto: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tags of a product, in the order in which they were given."""
    achadas = (work.documents(TAG).get(int(id_tag)) for id_tag in produto["tags"].split("|") if id_tag)
    return [tag for tag in achadas if tag is not None]


def _localizar(work: Work, colecao: Collection, registro: Mapping[str, Any], ausente: str) -> dict[str, Any]:
    achado = work.documents(colecao).get(numeros.inteiro(registro.get("id")) or 0)
    if achado is None:
        raise NaoLocalizado(ausente, hint=f"não há {colecao.name} com id {registro.get('id')!r}")
    return achado


def _por_nome(work: Work, colecao: Collection, nome: str, ausente: str) -> int:
    achado = work.documents(colecao).first("nome = ?", (nome,))
    if achado is None:
        raise ScreenRefusal(ausente)
    return int(achado["id"])


def _nome(registro: Mapping[str, Any], de_que: str) -> str:
    try:
        nome = texto(registro.get("nome"), "nome").strip()
    except ValueError as erro:
        raise ValidacaoRecusada(str(erro)) from None
    if not nome:
        raise ValidacaoRecusada(f"O nome {ARTIGOS[de_que]} deve ser informado")
    return nome


ARTIGOS: Mapping[str, str] = {"tag": "da tag", "grupo": "do grupo"}


def _grupo(work: Work, valor: Any) -> int:
    if valor in ("", None, 0, "0"):
        return 0
    id_grupo = numeros.inteiro(valor)
    if id_grupo is None or work.documents(GRUPO).get(id_grupo) is None:
        raise ValidacaoRecusada("Grupo de tags não localizado")
    return id_grupo
