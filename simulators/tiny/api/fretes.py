"""The freight quote that platforms ask for (tiny-api2 §5.6)."""

import re
from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.operations import Call, Registry
from homologa.simulators.tiny.errors import NaoLocalizado, SemAcesso
from homologa.simulators.tiny.rules import fretes, integracoes, numeros
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.fretes import Opcoes
from homologa.simulators.tiny.rules.registros import Leitor

COTACAO = Registry()
CEP = re.compile(r"\d{5}-?\d{3}", re.ASCII)
MEDIDAS = tuple(Campo(nome, "decimal", padrao=0.0) for nome in ("peso", "altura", "largura", "comprimento"))
OPCOES: Mapping[str, str] = {
    "cotar_agrupado": "agrupado",
    "considerar_dias_preparacao": "com_preparacao",
    "agrupar_tipo_entrega": "por_tipo",
}
MAIOR_QUANTIDADE, MAIOR_MEDIDA = 100_000, 100_000


@COTACAO.operation(
    "frete.cotar",
    "POST",
    "/webhook/api/v1/parceiro/<idEcommerce>/cotar",
    source="tiny-api2 §5.6",
)
def frete_cotar(call: Call) -> dict[str, Any]:
    """What it costs to deliver items that are mapped in an integration."""
    id_ecommerce = _integracao(call)
    documento: Mapping[str, Any] = call.data.body
    leitor = Leitor()
    origem = _cep(leitor, documento, "cep_origem") if documento.get("cep_origem") else fretes.cep_da_conta(call.work)
    destino = _cep(leitor, documento, "cep_destino")
    ditos, opcoes = _itens(leitor, documento.get("itens")), _opcoes(leitor, documento)
    leitor.exigir()
    itens = [fretes.item(call.work, id_ecommerce, dito) for dito in ditos]
    como = Opcoes(**{nome: opcoes[dita] for dita, nome in OPCOES.items()})
    return {
        "cep_origem": origem,
        "cep_destino": destino,
        "cotacoes": fretes.cotar(call.work, (origem, destino), itens, como),
        "opcoes": opcoes,
    }


def _integracao(call: Call) -> int:
    """The integration of the path; the token of another is refused, and so is one that is not Ativa [inferred]."""
    id_ecommerce = numeros.inteiro(call.request.arguments["idEcommerce"]) or 0
    do_token = call.credential.get("id_ecommerce", id_ecommerce)
    if id_ecommerce != do_token or not integracoes.existe(call.work, id_ecommerce):
        raise NaoLocalizado(
            "Integração não encontrada",
            hint="o idEcommerce do endereço tem de ser o Identificador de uma integração da conta do token",
        )
    situacao = integracoes.obter(call.work, id_ecommerce)["situacao"]
    if situacao != integracoes.ATIVA:
        raise SemAcesso("A integração não está ativa", hint=f"a integração está {situacao}, e só uma Ativa é cotada")
    return id_ecommerce


def _cep(leitor: Leitor, documento: Mapping[str, Any], nome: str) -> str:
    valor = documento.get(nome)
    if isinstance(valor, str) and CEP.fullmatch(valor):
        return valor.replace("-", "")
    leitor.erro(f"O campo {nome} deve ser informado com um CEP de 8 dígitos")
    return ""


def _itens(leitor: Leitor, valor: Any) -> list[dict[str, Any]]:
    if not isinstance(valor, list) or not valor or not all(isinstance(item, dict) for item in valor):
        leitor.erro("O campo itens deve ser informado")
        return []
    return [_item(leitor, item) for item in valor]


def _item(leitor: Leitor, item: Mapping[str, Any]) -> dict[str, Any]:
    sku, quantidade = item.get("sku"), item.get("quantidade")
    if not isinstance(sku, str) or not sku:
        leitor.erro("O sku de cada item deve ser informado")
    if not isinstance(quantidade, int) or isinstance(quantidade, bool) or not 0 < quantidade <= MAIOR_QUANTIDADE:
        leitor.erro("A quantidade de cada item deve ser um número inteiro maior que zero")
    medidas = leitor.campos(item, MEDIDAS)
    for nome, medida in medidas.items():
        if not 0 <= medida <= MAIOR_MEDIDA:
            leitor.erro(f"O valor do campo {nome} é inválido")
    return {"sku": sku, "quantidade": quantidade, **medidas}


def _opcoes(leitor: Leitor, documento: Mapping[str, Any]) -> dict[str, bool]:
    ditas = leitor.objeto(documento, "opcoes")
    for nome in OPCOES:
        if not isinstance(ditas.get(nome, False), bool):
            leitor.erro(f"O valor do campo {nome} é inválido")
    return {nome: bool(ditas.get(nome, False)) for nome in OPCOES}
