"""Groupings of expeditions: a PLP for Correios, a Coleta for a carrier (tiny-api2 §5.6, §6.1; IDE-14, IDE-15)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import formas_envio
from homologa.simulators.tiny.rules.expedicoes import codigos, modelo
from homologa.simulators.tiny.rules.expedicoes.objetos import anotar_rastreio, com_rastreio
from homologa.simulators.tiny.rules.paginas import Pagina, paginar

TIPOS: Mapping[str, str] = MappingProxyType({formas_envio.CORREIOS: "PLP", formas_envio.TRANSPORTADORA: "Coleta"})
"""The kinds of groupings, by the code of their shipping method."""
SERVICOS: Mapping[str, str] = MappingProxyType({"SEDEX": "OV", "PAC": "PN", "Mini Envios": "LA"})
"""The letters with which the codes of a service of Correios begin; ours, as each contract has its own."""
OUTRO_SERVICO = "QB"
PRIMEIRO_OBJETO = 43817205
PAGINA = "pagina"
"""The kind of the ids by which what is printed is opened."""


def exigir_transportador(expedicao: Mapping[str, Any]) -> None:
    """Raise ValidacaoRecusada unless the carrier is known and is Correios or a Transportadora."""
    nome, forma = expedicao["identificacao"], expedicao["forma_envio"]
    if not forma or (forma == formas_envio.TRANSPORTADORA and not expedicao["transportadora"]["nome"]):
        raise ValidacaoRecusada(
            f"{nome}: o transportador não está informado",
            hint="informe a forma de envio e o transportador no pedido, na nota fiscal ou na expedição",
        )
    if forma not in TIPOS:
        titulo = formas_envio.titulo(forma)
        raise ValidacaoRecusada(f"{nome}: a forma de envio é {titulo}, e tem de ser Correios ou Transportadora")


def incluir(work: Work, ids: Sequence[int]) -> dict[str, Any]:
    """Group expeditions of one shipping method that have no grouping yet; raises NaoLocalizado or ValidacaoRecusada.

    Those of Correios that have no tracking code get one, as the labels of a PLP carry it [inferred].
    """
    expedicoes = [modelo.obter(work, id_expedicao) for id_expedicao in dict.fromkeys(ids)]
    if not expedicoes:
        raise ValidacaoRecusada("As expedições do agrupamento devem ser informadas")
    for expedicao in expedicoes:
        _exigir_livre(expedicao)
        exigir_transportador(expedicao)
    formas = {expedicao["forma_envio"] for expedicao in expedicoes}
    if len(formas) > 1:
        raise ValidacaoRecusada("As expedições do agrupamento devem ter a mesma forma de envio")
    agrupamento = _novo(work, formas.pop())
    for expedicao in expedicoes:
        _por(work, agrupamento, expedicao)
    return agrupamento


def pesquisar(work: Work, forma_envio: str, dias: tuple[str, str], pagina: int) -> Pagina:
    """Groupings of a shipping method, made between two ISO days ("" for no bound), a hundred a page."""
    condicao, valores = "forma_envio = ?", [forma_envio]
    for comparacao, dia in zip((">=", "<="), dias, strict=True):
        if dia:
            condicao += f" AND substr(criado_em, 1, 10) {comparacao} ?"
            valores.append(dia)
    return paginar(work.documents(modelo.AGRUPAMENTO), condicao, valores, pagina)


def _exigir_livre(expedicao: Mapping[str, Any]) -> None:
    if expedicao["id_agrupamento"]:
        raise ValidacaoRecusada(f"{expedicao['identificacao']}: já está no agrupamento {expedicao['id_agrupamento']}")


def _novo(work: Work, forma_envio: str) -> dict[str, Any]:
    agrupamento: dict[str, Any] = {
        "id": work.next_id("agrupamento", modelo.PRIMEIRO_AGRUPAMENTO),
        "tipo": TIPOS[forma_envio],
        "forma_envio": forma_envio,
        "situacao": modelo.ABERTO,
        "criado_em": work.now.isoformat(timespec="seconds"),
        "concluido_em": "",
        "pagina": work.secret(PAGINA, 32),
    }
    work.documents(modelo.AGRUPAMENTO).add(agrupamento)
    work.mint(PAGINA, agrupamento["pagina"], id_agrupamento=agrupamento["id"])
    return agrupamento


def _por(work: Work, agrupamento: Mapping[str, Any], expedicao: dict[str, Any]) -> None:
    expedicao |= {"id_agrupamento": agrupamento["id"], "pagina": work.secret(PAGINA, 32)}
    work.mint(PAGINA, expedicao["pagina"], id_expedicao=expedicao["id"])
    if expedicao["forma_envio"] == formas_envio.CORREIOS and not com_rastreio(work, expedicao)["codigo_rastreamento"]:
        servico = SERVICOS.get(expedicao["forma_frete"]["descricao"], OUTRO_SERVICO)
        codigo = codigos.codigo(servico, work.next_id("objeto_dos_correios", PRIMEIRO_OBJETO))
        expedicao |= {"codigo_rastreamento": codigo, "url_rastreamento": codigos.url(codigo)}
        anotar_rastreio(work, expedicao)
    modelo.gravar(work, expedicao)
