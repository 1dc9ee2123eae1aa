"""Picking: the items of an order or invoice are taken from the shelves and packed (tiny-api2 §4.3, §5.7).

A picking has `id`, `id_origem` and `obj_origem` (`venda` or `notafiscal`), `numero`, `situacao` (1 to 4),
`data_emissao` (ISO day), `criada_em`, `separada_em`, `conferida_em` (ISO moments, "" while it has not happened),
`destinatario` (a name), `numero_ecommerce`, `forma_envio` (code), `qtd_volumes`, and `itens`: id_produto, codigo,
descricao, unidade, quantidade, localizacao.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado, ValidacaoRecusada
from homologa.simulators.tiny.rules import numeros
from homologa.simulators.tiny.rules.expedicoes.objetos import Objeto, ler
from homologa.simulators.tiny.rules.paginas import Pagina, paginar
from homologa.simulators.tiny.rules.produtos import modelo as produtos

SEPARACAO = Collection(
    "separacao",
    {"id_origem": int, "obj_origem": str, "situacao": int, "criada_em": str},
    indexes=(("situacao", "id"), ("criada_em",)),
    unique=(("obj_origem", "id_origem"),),
)
PRIMEIRO_ID = 743000001
AGUARDANDO, SEPARADA, EMBALADA, EM_SEPARACAO = 1, 2, 3, 4
SITUACOES: Mapping[int, str] = MappingProxyType(
    {
        AGUARDANDO: "Aguardando separação",
        SEPARADA: "Separada",
        EMBALADA: "Embalada",
        EM_SEPARACAO: "Em separação",
    }
)
MOMENTOS: Mapping[int, str] = MappingProxyType({SEPARADA: "separada_em", EMBALADA: "conferida_em"})
"""The moment that a picking notes when it first comes to a situation; packing is the checkout [inferred]."""


def pesquisar(work: Work, situacao: str, dias: tuple[str, str], pagina: int) -> Pagina:
    """Pickings in a situation ("" for any) that began between two ISO days ("" for no bound), a hundred a page.

    Raises ValidacaoRecusada, SemRegistros or PaginaInexistente.
    """
    partes: list[str] = []
    valores: list[object] = []
    if situacao:
        partes.append("situacao = ?")
        valores.append(_situacao(situacao))
    for comparacao, dia in zip((">=", "<="), dias, strict=True):
        if dia:
            partes.append(f"substr(criada_em, 1, 10) {comparacao} ?")
            valores.append(dia)
    return paginar(work.documents(SEPARACAO), " AND ".join(partes) or "1", valores, pagina)


def obter(work: Work, id_separacao: int) -> dict[str, Any]:
    """The picking of this id; raises NaoLocalizado."""
    separacao = work.documents(SEPARACAO).get(id_separacao)
    if separacao is None:
        raise NaoLocalizado("Separação não localizada", hint=f"não há separação com id {id_separacao}")
    return separacao


def abrir(work: Work, tipo: str, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Send orders or invoices to picking; one that was sent before keeps its picking.

    That a person sends them, and not the situation of the order, is [inferred]. Raises NaoLocalizado, or
    ValidacaoRecusada for one that was cancelled.
    """
    return [_aberta(work, tipo, id_objeto) or _nova(work, ler(work, tipo, id_objeto)) for id_objeto in ids]


def mudar(work: Work, id_separacao: int, situacao: str) -> dict[str, Any]:
    """Change the situation; raises NaoLocalizado or ValidacaoRecusada. Any may follow any [inferred]."""
    separacao = obter(work, id_separacao)
    separacao["situacao"] = nova = _situacao(situacao)
    if nova in MOMENTOS and not separacao[MOMENTOS[nova]]:
        separacao[MOMENTOS[nova]] = work.now.isoformat(timespec="seconds")
    work.documents(SEPARACAO).put(separacao)
    return separacao


def _situacao(texto: str) -> int:
    situacao = numeros.inteiro(texto)
    if situacao is None or situacao not in SITUACOES:
        conhecidas = ", ".join(f"{numero} {nome}" for numero, nome in SITUACOES.items())
        raise ValidacaoRecusada("A situação da separação é inválida", hint=f"use uma destas: {conhecidas}")
    return situacao


def _aberta(work: Work, tipo: str, id_objeto: int) -> dict[str, Any] | None:
    return work.documents(SEPARACAO).first("obj_origem = ? AND id_origem = ?", (tipo, id_objeto))


def _nova(work: Work, objeto: Objeto) -> dict[str, Any]:
    if objeto.cancelado:
        raise ValidacaoRecusada(f"{objeto.nome}: o que foi cancelado não vai para a separação")
    registro = objeto.registro
    separacao = {
        "id": work.next_id("separacao", PRIMEIRO_ID),
        "id_origem": registro["id"],
        "obj_origem": objeto.tipo,
        "numero": str(registro["numero"]),
        "situacao": AGUARDANDO,
        "data_emissao": objeto.data_emissao,
        "criada_em": work.now.isoformat(timespec="seconds"),
        "separada_em": "",
        "conferida_em": "",
        "destinatario": objeto.destinatario["nome"],
        "numero_ecommerce": registro["numero_ecommerce"],
        "forma_envio": registro["forma_envio"],
        "qtd_volumes": objeto.volumes or 1,
        "itens": [_item(work, item) for item in registro["itens"]],
    }
    work.documents(SEPARACAO).add(separacao)
    return separacao


def _item(work: Work, item: Mapping[str, Any]) -> dict[str, Any]:
    produto = work.documents(produtos.PRODUTO).get(item["id_produto"])
    campos = ("id_produto", "codigo", "descricao", "unidade", "quantidade")
    return {**{nome: item[nome] for nome in campos}, "localizacao": produto["localizacao"] if produto else ""}
