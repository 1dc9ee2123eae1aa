"""The dispatch information of an order: tracking code, carrier, volumes (tiny-api2 §5.4)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import formas_envio
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.contatos.modelo import por
from homologa.simulators.tiny.rules.pedidos.modelo import gravar
from homologa.simulators.tiny.rules.registros import Leitor

TRANSPORTADORA = "T"
NO_PEDIDO = {
    "codigoRastreamento": "codigo_rastreamento",
    "urlRastreamento": "url_rastreamento",
    "formaEnvio": "forma_envio",
    "formaFrete": "forma_frete",
}
NO_DESPACHO = {
    "freteEmpresa": "frete_empresa",
    "volumes": "volumes",
    "pesoBruto": "peso_bruto",
    "pesoLiquido": "peso_liquido",
    "observacoes": "observacoes",
}
CAMPOS = (
    Campo("codigoRastreamento"),
    Campo("urlRastreamento"),
    Campo("formaEnvio"),
    Campo("formaFrete"),
    Campo("transportadora"),
    Campo("observacoes"),
    Campo("freteEmpresa", "decimal", padrao=0.0),
    Campo("volumes", "decimal", padrao=0.0),
    Campo("pesoBruto", "decimal", padrao=0.0),
    Campo("pesoLiquido", "decimal", padrao=0.0),
)


def cadastrar(work: Work, pedido: dict[str, Any], dados: Mapping[str, str]) -> None:
    """Store what the caller says of the dispatch, and keep the rest; raises ValidacaoRecusada.

    `transportadora` goes only with formaEnvio T, that of the call or else that of the order, and names a contact.
    """
    leitor = Leitor()
    lidos = leitor.campos({nome: valor for nome, valor in dados.items() if valor}, CAMPOS)
    prevista = leitor.data(dados, "dataPrevista")
    if "formaEnvio" in lidos:
        lidos["formaEnvio"] = leitor.tentar(lambda: formas_envio.codigo(lidos["formaEnvio"]), "")
    forma = lidos.get("formaEnvio", pedido["forma_envio"])
    if "transportadora" in lidos and forma != TRANSPORTADORA:
        leitor.erro("A transportadora só pode ser informada com a forma de envio T")
    elif "transportadora" in lidos and not por(work, "nome", lidos["transportadora"].strip()):
        leitor.erro("Transportadora não localizada")
    leitor.exigir()
    pedido |= {campo: lidos[nome] for nome, campo in NO_PEDIDO.items() if nome in lidos}
    pedido["despacho"] |= {campo: lidos[nome] for nome, campo in NO_DESPACHO.items() if nome in lidos}
    pedido["nome_transportador"] = lidos.get("transportadora", pedido["nome_transportador"]).strip()
    pedido["data_prevista"] = prevista or pedido["data_prevista"]
    gravar(work, pedido)
