"""The pages behind the links of expedition: the list of a grouping, and the label of an expedition (tiny-api2 §5.6)."""

import functools
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call, Registry
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import formas_envio, mascaras, settings
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.expedicoes import modelo, objetos

IMPRESSOS = Registry()


@IMPRESSOS.operation(
    "expedicao.impressao",
    "GET HEAD",
    "/doc.expedicao.php",
    source="tiny-api2 §5.6",
    fidelity=Fidelity.RECONSTRUCTED,
)
def expedicao_impressao(call: Call) -> str:
    """A page to print: the list of a grouping, or the label of an expedition, as its id says."""
    id_agrupamento, id_expedicao = call.credential.get("id_agrupamento"), call.credential.get("id_expedicao")
    if id_agrupamento:
        return _lista(call.work, modelo.agrupamento(call.work, id_agrupamento))
    return _etiqueta(call.work, modelo.obter(call.work, id_expedicao or 0))


def _lista(work: Work, agrupamento: dict[str, Any]) -> str:
    return _pagina(
        "agrupamento.html.j2",
        conta=settings.conta(work),
        agrupamento=agrupamento,
        forma=formas_envio.titulo(agrupamento["forma_envio"]),
        criado_em=escrito(agrupamento["criado_em"]),
        linhas=[_linha(work, expedicao) for expedicao in modelo.do_agrupamento(work, agrupamento["id"])],
    )


def _etiqueta(work: Work, expedicao: dict[str, Any]) -> str:
    forma = formas_envio.titulo(expedicao["forma_envio"])
    return _pagina("etiqueta.html.j2", conta=settings.conta(work), linha=_linha(work, expedicao), forma=forma)


def _linha(work: Work, gravada: dict[str, Any]) -> dict[str, Any]:
    expedicao = objetos.com_rastreio(work, gravada)
    return {**expedicao, "cep": mascaras.cep(expedicao["destinatario"]["cep"])}


def _pagina(modelo_da_pagina: str, **dados: Any) -> str:
    return _paginas().get_template(modelo_da_pagina).render(**dados)


@functools.cache
def _paginas() -> Environment:
    loader = PackageLoader("homologa.simulators.tiny", "data")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
