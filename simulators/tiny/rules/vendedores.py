"""Sellers, kept on a screen and named by contacts and orders (tiny-api2 §5.8)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import mascaras, numeros
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.municipios import dobrado
from homologa.simulators.tiny.rules.paginas import Pagina, paginar
from homologa.simulators.tiny.rules.registros import Leitor

VENDEDOR = Collection("vendedor", {"nome": str, "codigo": str, "situacao": str}, search=("nome", "codigo"))
PRIMEIRO_ID = 640001
ATIVO, EXCLUIDO = "Ativo", "Excluido"
CAMPOS = (
    Campo("codigo", maximo=30),
    Campo("nome", maximo=50, obrigatorio=True, titulo="nome do vendedor"),
    Campo("tipo_pessoa", "opcao", padrao="F", opcoes=("F", "J", "E")),
    Campo("fantasia", maximo=60),
    Campo("cpf_cnpj", maximo=18),
    Campo("email", maximo=50),
    Campo("endereco", maximo=50),
    Campo("numero", maximo=10),
    Campo("complemento", maximo=50),
    Campo("bairro", maximo=30),
    Campo("cep", maximo=10),
    Campo("cidade", maximo=30),
    Campo("uf", maximo=30),
)
"""Fields of a seller; their sizes are those of a contact [inferred]."""


def pesquisar(work: Work, pesquisa: str, pagina: int) -> Pagina:
    """Sellers whose name or code contains the text; raises SemRegistros or PaginaInexistente."""
    documentos = work.documents(VENDEDOR)
    condicao, valores = documentos.containing(pesquisa) if pesquisa else ("1", ())
    return paginar(documentos, f"situacao != '{EXCLUIDO}' AND {condicao}", valores, pagina)


def incluir(work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    """Create a seller; raises ValidacaoRecusada, or ScreenRefusal for a name that another has."""
    leitor = Leitor()
    campos = leitor.completos(registro, CAMPOS)
    leitor.exigir()
    if _do_nome(work, campos["nome"]) is not None:
        raise ScreenRefusal(f"Já há um vendedor “{campos['nome']}”.")
    campos |= mascaras.nus(campos, ("cpf_cnpj", "cep"))
    vendedor = {"id": work.next_id("vendedor", PRIMEIRO_ID), **campos, "situacao": ATIVO}
    work.documents(VENDEDOR).add(vendedor)
    return vendedor


def excluir(work: Work, nome: str) -> dict[str, Any]:
    """Take a seller off the list; who names him still does. Raises ScreenRefusal."""
    vendedor = _do_nome(work, nome)
    if vendedor is None:
        raise ScreenRefusal(f"Não há vendedor “{nome}”.")
    vendedor["situacao"] = EXCLUIDO
    work.documents(VENDEDOR).put(vendedor)
    return vendedor


def escolher(work: Work, id_vendedor: Any, nome: Any) -> tuple[int, str]:
    """Id and name of the seller that a record means: that of the id, else that of the name; (0, "") for none.

    Raises ValidacaoRecusada for an unknown one; the text is reconstructed.
    """
    if id_vendedor not in ("", None, 0, "0"):
        achado = work.documents(VENDEDOR).get(numeros.inteiro(id_vendedor) or 0)
    elif isinstance(nome, str) and nome.strip():
        achado = _do_nome(work, nome)
    else:
        return 0, ""
    if achado is None or achado["situacao"] == EXCLUIDO:
        raise ValidacaoRecusada("Vendedor não localizado", hint=f"não há vendedor {id_vendedor or nome!r}")
    return achado["id"], achado["nome"]


def ids_do_nome(work: Work, nome: str) -> list[int]:
    """The sellers of this name, excluded ones too, as searches compare it: without case and accents [inferred]."""
    procurado = dobrado(nome)
    return [vendedor["id"] for vendedor in work.documents(VENDEDOR).find() if dobrado(vendedor["nome"]) == procurado]


def _do_nome(work: Work, nome: str) -> dict[str, Any] | None:
    vendedores = (work.documents(VENDEDOR).get(id_vendedor) for id_vendedor in ids_do_nome(work, nome))
    return next((vendedor for vendedor in vendedores if vendedor and vendedor["situacao"] == ATIVO), None)
