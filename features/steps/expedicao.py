"""Passos sobre os pedidos que o Tiny expede e sobre quem recebe o rastreio deles."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, when

from homologa.features.kit import tables, text
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.stage import Stage

INTEGRATIONS = "integrações do Tiny"
"""The identificador of each integration, by its platform."""
TAKES, REFUSES = "/api2/info.php", "/ninguem"
"""Addresses of the Tiny itself that answer 200, and something else, to whatever comes."""
ITEM = {"codigo": "CAN-01", "descricao": "Caneca", "unidade": "UN", "quantidade": 1, "valor": 19.9}
BUYER = {
    "cliente": "Ana Souza",
    "endereco": "Rua das Flores",
    "numero": "10",
    "bairro": "Centro",
    "cep": "01310100",
    "cidade": "São Paulo",
    "uf": "SP",
}


@given(parsers.parse('que a integração "{plataforma}" do Tiny está Ativa e tem quem receba o rastreio'))
def recebe_o_rastreio(stage: Stage, plataforma: str) -> None:
    """Inclui a integração com a URL de rastreio de um serviço que responde com sucesso a tudo, o que a faz Ativa.

    Exemplo: Dado que a integração "Ideris" do Tiny está Ativa e tem quem receba o rastreio
    """
    number = stage.act("tiny", "incluir_integracao", plataforma=plataforma, nome=plataforma)["identificador"]
    stage.notes.setdefault(INTEGRATIONS, {})[plataforma] = number
    _point(stage, plataforma, TAKES)


@given(parsers.parse('que a URL de rastreio da integração "{plataforma}" passa a recusar tudo'))
def passa_a_recusar(stage: Stage, plataforma: str) -> None:
    """A URL de rastreio passa a ser a de um endereço que não existe; a integração continua Ativa.

    Exemplo: Dado que a URL de rastreio da integração "Ideris" passa a recusar tudo
    """
    _point(stage, plataforma, REFUSES)


@when(parsers.parse('a integração "{plataforma}" fica inativa no Tiny'))
def fica_inativa(stage: Stage, plataforma: str) -> None:
    """Uma pessoa desliga a integração na tela do Tiny.

    Exemplo: Quando a integração "Ideris" fica inativa no Tiny
    """
    stage.act("tiny", "inativar_integracao", identificador=_number(stage, plataforma))


@when(parsers.parse('a URL de rastreio da integração "{plataforma}" é apagada'))
def url_apagada(stage: Stage, plataforma: str) -> None:
    """Uma pessoa deixa vazia a URL para envio de rastreio da integração.

    Exemplo: Quando a URL de rastreio da integração "Ideris" é apagada
    """
    stage.act("tiny", "salvar_integracao", identificador=_number(stage, plataforma), url_rastreio="")


@given(parsers.parse('que o Tiny tem os pedidos da integração "{plataforma}":'))
def pedidos_da_integracao(stage: Stage, plataforma: str, datatable: list[list[str]]) -> None:
    """Inclui pedidos de uma Caneca, um por linha, que vieram da integração; eles são numerados a partir de 4711.

    Exemplo: Dado que o Tiny tem os pedidos da integração "Ideris":
    """
    _include(stage, datatable, identificador=_number(stage, plataforma), ecommerce=plataforma)


@given("que o Tiny tem os pedidos:")
def pedidos(stage: Stage, datatable: list[list[str]]) -> None:
    """Inclui pedidos de uma Caneca, um por linha, que não vieram de integração nenhuma.

    Exemplo: Dado que o Tiny tem os pedidos:
    """
    _include(stage, datatable)


def _include(stage: Stage, table: list[list[str]], **of_all: Any) -> None:
    for row in tables.rows(table):
        fields = {name: "" if cell == text.EMPTY else cell for name, cell in row.items()}
        stage.act("tiny", "incluir_pedido", **BUYER, itens=[ITEM], **of_all, **fields)


def _number(stage: Stage, plataforma: str) -> int:
    known: dict[str, int] = stage.notes.get(INTEGRATIONS, {})
    if plataforma not in known:
        raise ScenarioMistake(f"nenhum passo anterior incluiu a integração “{plataforma}” no Tiny")
    return known[plataforma]


def _point(stage: Stage, plataforma: str, path: str) -> None:
    url = f"{stage.world.data['platforms']['tiny']['url']}{path}"
    stage.act("tiny", "salvar_integracao", identificador=_number(stage, plataforma), url_rastreio=url)
