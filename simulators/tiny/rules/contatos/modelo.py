"""Contacts as they are stored: search and reading (tiny-api2 §5.3).

A contact has the fields of `campos.CAMPOS`, `tipos` (texts), `pessoas` (id_pessoa, nome, telefone, ramal, email,
departamento), `id_vendedor`, `nome_vendedor`, and who made it and when.
"""

from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado, ValidacaoRecusada
from homologa.simulators.tiny.rules import mascaras, numeros, vendedores
from homologa.simulators.tiny.rules.contatos.campos import EXCLUIDO, SITUACOES
from homologa.simulators.tiny.rules.municipios import dobrado
from homologa.simulators.tiny.rules.paginas import Pagina, paginar

CONTATO = Collection(
    "contato",
    {
        "codigo": str,
        "nome": str,
        "cpf_cnpj": str,
        "situacao": str,
        "id_vendedor": int,
        "criado_em": str,
        "alterado_em": str,
    },
    indexes=(("codigo",), ("nome",), ("cpf_cnpj",), ("situacao", "id"), ("id_vendedor",), ("criado_em",)),
    search=("nome", "codigo"),
)
PRIMEIRO_ID = 645000001


@dataclass(frozen=True)
class Filtro:
    """What a search asks for; the moments are ISO, and `situacao` empty means all but the excluded [inferred]."""

    pesquisa: str = ""
    cpf_cnpj: str = ""
    id_vendedor: str = ""
    nome_vendedor: str = ""
    situacao: str = ""
    criado_desde: str = ""
    alterado_desde: str = ""
    pagina: int = 1


def obter(work: Work, id_contato: int) -> dict[str, Any]:
    """The contact of this id, excluded or not; raises NaoLocalizado."""
    contato = work.documents(CONTATO).get(id_contato)
    if contato is None:
        raise NaoLocalizado("Contato não localizado", hint=f"não há contato com id {id_contato}")
    return contato


def por(work: Work, coluna: str, valor: str, *, limite: int = 1) -> list[dict[str, Any]]:
    """The contacts, not excluded, that have this codigo, cpf_cnpj or nome, the oldest first; none for an empty one."""
    if not valor:
        return []
    return work.documents(CONTATO).find(f"{coluna} = ? AND situacao != ?", (valor, EXCLUIDO), limit=limite)


def pesquisar(work: Work, filtro: Filtro) -> Pagina:
    """Contacts that pass every filter; raises ValidacaoRecusada, SemRegistros or PaginaInexistente."""
    partes: list[tuple[str, tuple[object, ...]]] = [_situacao(filtro.situacao)]
    if filtro.pesquisa:
        partes.append(work.documents(CONTATO).containing(filtro.pesquisa))
    if filtro.cpf_cnpj:
        partes.append(("cpf_cnpj = ?", (mascaras.documento(filtro.cpf_cnpj),)))
    if filtro.id_vendedor:
        partes.append(("id_vendedor = ?", (numeros.inteiro(filtro.id_vendedor),)))
    if filtro.nome_vendedor:
        partes.append(do_vendedor(work, filtro.nome_vendedor))
    for coluna, valor in (("criado_em", filtro.criado_desde), ("alterado_em", filtro.alterado_desde)):
        if valor:
            partes.append((f"{coluna} >= ?", (valor,)))
    valores = tuple(valor for _, seus in partes for valor in seus)
    return paginar(work.documents(CONTATO), " AND ".join(parte for parte, _ in partes), valores, filtro.pagina)


def do_vendedor(work: Work, nome: str) -> tuple[str, tuple[object, ...]]:
    """An SQL condition and its parameters: the seller of a record has this name."""
    ids = vendedores.ids_do_nome(work, nome)
    return f"id_vendedor IN ({', '.join('?' * len(ids))})", tuple(ids)


def _situacao(texto: str) -> tuple[str, tuple[object, ...]]:
    if not texto:
        return "situacao != ?", (EXCLUIDO,)
    for letra, descricao in SITUACOES.items():
        if dobrado(descricao) == dobrado(texto):
            return "situacao = ?", (letra,)
    raise ValidacaoRecusada("A situação do contato é inválida", hint="use Ativo ou Excluido")
