"""Services of shipping methods."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.rules import formas_envio
from homologa.simulators.tiny.wire import Retorno


@service("formas.envio.pesquisa", source="§5.6, §9 Q9")
def formas_envio_pesquisa(call: Call) -> Retorno:
    """The shipping methods, of one kind of logistics when it is named; rows have no wrapper."""
    dados: Mapping[str, str] = call.data.body
    achadas = formas_envio.pesquisar(call.work, dados.get("tipoLogistica", "").strip())
    return Retorno({"registros": [_forma(forma) for forma in achadas]})


@service("formas.envio.obter", source="§5.6", estado_em_texto=True)
def formas_envio_obter(call: Call) -> Retorno:
    """One shipping method with its freight forms."""
    id_forma = parametros.id_de(call.data.body, "Forma de envio não localizada", "idFormaEnvio")
    forma = formas_envio.obter(call.work, id_forma)
    fretes = [_frete(frete) for frete in forma["formas_frete"]]
    return Retorno({"forma_envio": {**_forma(forma), "id": str(forma["id"]), "formas_frete": fretes}})


def _forma(forma: Mapping[str, Any]) -> dict[str, Any]:
    linha = {nome: forma[nome] for nome in ("id", "nome", "situacao", "tipo_logistica")}
    gateway = forma["id_gateway_logistico"]
    return linha if gateway is None else {**linha, "id_gateway_logistico": gateway}


def _frete(frete: Mapping[str, Any]) -> dict[str, Any]:
    campos = ("descricao", "codigo", "codigo_externo", "tipo_entrega")
    return {"id": str(frete["id"]), **{nome: frete[nome] for nome in campos}}
