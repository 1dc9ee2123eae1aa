"""Passos de um cliente das APIs das plataformas, que não é o conector: o que chama, com que acesso, e a resposta."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from pytest_bdd import given, parsers, then, when

from homologa.features.kit import places, tables
from homologa.features.kit.cells import equal
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.kept import Seen
from homologa.features.kit.stage import Stage
from homologa.features.kit.tables import Table
from homologa.features.kit.text import EMPTY

TOKEN, HEADERS = "token do cliente da API", "cabeçalhos do cliente da API"
ANSWERS = "respostas da API"
PREFIXES = {"tiny": "/api2/", "novaoito": "/api/v1/"}
TOKENS = {"tiny": "token", "novaoito": "admin_token"}
MOST_AT_ONCE = 50


@given(parsers.parse('que o cliente da API usa o token "{token}"'))
@when(parsers.parse('o cliente da API usa o token "{token}"'))
def usa_o_token(stage: Stage, token: str) -> None:
    """As chamadas seguintes levam este token em vez do que vale; “(vazio)” não leva nenhum.

    Exemplo: Dado que o cliente da API usa o token "errado"
    """
    stage.notes[TOKEN] = token


@given(parsers.parse('que o cliente da API manda o cabeçalho "{cabecalho}" com "{valor}"'))
@when(parsers.parse('o cliente da API manda o cabeçalho "{cabecalho}" com "{valor}"'))
def manda_o_cabecalho(stage: Stage, cabecalho: str, valor: str) -> None:
    """As chamadas seguintes levam também este cabeçalho.

    Exemplo: Dado que o cliente da API manda o cabeçalho "Accept-Language" com "en"
    """
    stage.notes.setdefault(HEADERS, {})[cabecalho] = valor


@when(parsers.parse('um cliente da API {de_quem} chama {metodo:w} "{caminho}"'))
@when(parsers.parse('um cliente da API {de_quem} chama {metodo:w} "{caminho}" com:'))
@when(parsers.parse('um cliente da API {de_quem} chama {metodo:w} "{caminho}" com o corpo:'))
def chama(
    stage: Stage,
    metodo: str,
    caminho: str,
    de_quem: str,
    datatable: Table | None = None,
    docstring: str | None = None,
) -> None:
    """Chama a API; a tabela dá os parâmetros, e o texto entre três aspas é o corpo em JSON.

    Exemplo: Quando um cliente da API da Novaoito chama GET "products?sku=CAN-01"
    """
    _call(stage, 1, (metodo, caminho, de_quem), datatable, docstring)


@when(parsers.parse('um cliente da API {de_quem} chama {vezes:d} vezes ao mesmo tempo {metodo:w} "{caminho}"'))
@when(
    parsers.parse(
        'um cliente da API {de_quem} chama {vezes:d} vezes ao mesmo tempo {metodo:w} "{caminho}" com o corpo:'
    )
)
def chama_ao_mesmo_tempo(
    stage: Stage, vezes: int, metodo: str, caminho: str, de_quem: str, docstring: str | None = None
) -> None:
    """Faz tantas chamadas iguais sem esperar pela resposta de nenhuma.

    Exemplo: Quando um cliente da API da Novaoito chama 2 vezes ao mesmo tempo POST "products" com o corpo:
    """
    if not 1 <= vezes <= MOST_AT_ONCE:
        raise ScenarioMistake(f"ao mesmo tempo cabem de 1 a {MOST_AT_ONCE} chamadas")
    _call(stage, vezes, (metodo, caminho, de_quem), None, docstring)


@then(parsers.parse("a API {de_quem} responde com o status {status:d}"))
def responde_com_status(stage: Stage, de_quem: str, status: int) -> None:
    """A última resposta tem este status HTTP.

    Exemplo: Então a API da Novaoito responde com o status 404
    """
    found = _answers(stage)[-1].status_code
    if found != status:
        raise Divergence("o status é outro", platform=_platform(stage, de_quem), expected=status, found=found)


@then(parsers.parse("{quantas:d} das respostas tem o status {status:d}"))
@then(parsers.parse("{quantas:d} das respostas têm o status {status:d}"))
def respostas_com_status(stage: Stage, quantas: int, status: int) -> None:
    """Das chamadas feitas ao mesmo tempo, tantas tiveram este status HTTP.

    Exemplo: Então 1 das respostas tem o status 201
    """
    found = [answer.status_code for answer in _answers(stage)]
    if found.count(status) != quantas:
        raise Divergence("os status são outros", platform=None, expected=[status] * quantas, found=found)


@then(parsers.parse("a API {de_quem} responde:"))
def responde(stage: Stage, de_quem: str, datatable: Table) -> None:
    """A última resposta tem os campos da tabela, entre outros, com os nomes que têm nela.

    O que fica dentro de outro campo se escreve com ponto, e o item de uma lista pelo lugar, como em data[1].sku.

    Exemplo: Então a API da Novaoito responde:
    """
    names, *rows = tables.upright(datatable)
    if len(rows) != 1:
        raise ScenarioMistake("a resposta é uma só: deixe uma linha na tabela")
    body = _json(_answers(stage)[-1], _platform(stage, de_quem))
    found = {name: places.value_at(body, places.read(name)) for name in names}
    expected = dict(zip(names, rows[0], strict=True))
    if not all(equal(cell, found[name]) for name, cell in expected.items()):
        raise Divergence("a resposta é outra", platform=_platform(stage, de_quem), expected=[expected], found=[found])
    stage.kept.seen = Seen(body)


@then(parsers.parse('a API {de_quem} responde com o cabeçalho "{cabecalho}" igual a "{valor}"'))
def responde_com_cabecalho(stage: Stage, de_quem: str, cabecalho: str, valor: str) -> None:
    """A última resposta tem este cabeçalho; vale também “(contém …)”.

    Exemplo: Então a API do Tiny responde com o cabeçalho "x-limit-api" igual a "60"
    """
    found = _answers(stage)[-1].headers.get(cabecalho)
    if not equal(valor, found):
        raise Divergence("o cabeçalho é outro", platform=_platform(stage, de_quem), expected=valor, found=found)


def _call(stage: Stage, times: int, what: tuple[str, str, str], table: Table | None, body: str | None) -> None:
    method, path, whose = what
    platform = _platform(stage, whose)
    names, *rows = tables.upright(table) if table else ([],)
    parameters = dict(zip(names, rows[0], strict=True)) if rows else {}
    request = _request(stage, platform, (method.upper(), path), parameters, body)
    with stage.client() as client, ThreadPoolExecutor(times) as threads:
        stage.notes[ANSWERS] = list(threads.map(lambda _: client.send(client.build_request(**request)), range(times)))
    stage.settle()


def _request(
    stage: Stage, platform: str, what: tuple[str, str], parameters: Mapping[str, str], body: str | None
) -> dict[str, Any]:
    """A call as httpx takes it: Tiny has its token among the parameters, and POST is a form."""
    url = f"{stage.world.data['platforms'][platform]['url']}{PREFIXES[platform]}{what[1].lstrip('/')}"
    token = stage.notes.get(TOKEN) or stage.world.view(platform, "credenciais")[TOKENS[platform]]
    headers = dict(stage.notes.get(HEADERS, {}))
    given = dict(parameters)
    if platform == "tiny":
        given = {"formato": "json", **given} | ({} if token == EMPTY else {"token": token})
    elif token != EMPTY:
        headers["Authorization"] = f"Bearer {token}"
    if body is not None:
        headers.setdefault("Content-Type", "application/json")
        return {"method": what[0], "url": url, "headers": headers, "content": body.encode(), "params": given or None}
    kind = "data" if platform == "tiny" and what[0] == "POST" else "params"
    return {"method": what[0], "url": url, "headers": headers, kind: given or None}


def _platform(stage: Stage, whose: str) -> str:
    platform = stage.owner(whose.removeprefix("d"))
    if platform not in PREFIXES:
        raise ScenarioMistake(f"não há cliente para a API {whose}")
    return platform


def _answers(stage: Stage) -> list[httpx.Response]:
    if ANSWERS not in stage.notes:
        raise ScenarioMistake("nenhum passo anterior chamou a API")
    answers: list[httpx.Response] = stage.notes[ANSWERS]
    return answers


def _json(answer: httpx.Response, platform: str) -> Any:
    try:
        return json.loads(answer.text)
    except ValueError:
        text = "a resposta não é JSON"
        raise Divergence(text, platform=platform, expected="JSON", found=answer.text) from None
