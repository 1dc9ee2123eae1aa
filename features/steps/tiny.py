"""Passos sobre a conta do Tiny: a API que um cliente chama, e os avisos que saem das integrações e da conta."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import httpx
from pytest_bdd import given, parsers, then, when

from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.integrations import IDENTIFIER
from homologa.features.kit.stage import Stage
from homologa.features.steps.avisos import notices
from homologa.features.steps.clientes import ANSWERS
from homologa.features.steps.expedicao import INTEGRATIONS, REFUSES, TAKES

TOKEN, ANSWER = "token guardado", "resposta da API do Tiny"
URLS = ("url_produtos", "url_estoque", "url_precos", "url_situacao", "url_rastreio", "url_nota_fiscal")
ACCOUNT_URLS = ("url_vendas", "url_envios", "url_estoque", "url_notas")
RECEIVERS: Mapping[str, str] = {"aceite": TAKES, "recuse": REFUSES}


@given(parsers.parse('que a integração "{plataforma}" do Tiny está Ativa e recebe todos os avisos'))
def recebe_todos_os_avisos(stage: Stage, plataforma: str) -> None:
    """Inclui a integração com todas as URLs de um serviço que responde com sucesso a tudo, o que a faz Ativa.

    Exemplo: Dado que a integração "Ideris" do Tiny está Ativa e recebe todos os avisos
    """
    number = stage.act("tiny", "incluir_integracao", plataforma=plataforma, nome=plataforma)["identificador"]
    stage.notes.setdefault(INTEGRATIONS, {})[plataforma] = stage.notes[IDENTIFIER] = number
    _point(stage, plataforma, TAKES)


@given(parsers.parse('que a integração "{plataforma}" do Tiny passa a recusar todos os avisos'))
def recusa_todos_os_avisos(stage: Stage, plataforma: str) -> None:
    """As URLs da integração passam a ser as de um endereço que não existe; ela continua Ativa.

    Exemplo: Dado que a integração "Ideris" do Tiny passa a recusar todos os avisos
    """
    _point(stage, plataforma, REFUSES)


@given(parsers.parse("que a conta do Tiny tem quem {como} os avisos"))
def conta_tem_quem_receba(stage: Stage, como: str) -> None:
    """Os avisos da própria conta vão todos a um serviço; diga “aceite” (responde 200 a tudo) ou “recuse”.

    Exemplo: Dado que a conta do Tiny tem quem aceite os avisos
    """
    if como not in RECEIVERS:
        raise ScenarioMistake(f"quem recebe os avisos não pode ser quem os “{como}”: diga {' ou '.join(RECEIVERS)}")
    stage.act("tiny", "salvar_webhooks_da_conta", **dict.fromkeys(ACCOUNT_URLS, _base(stage) + RECEIVERS[como]))


@given("que um cliente da API guarda o token do Tiny")
def guarda_o_token(stage: Stage) -> None:
    """As chamadas dos passos seguintes usam este token, mesmo que a conta troque o dela.

    Exemplo: Dado que um cliente da API guarda o token do Tiny
    """
    stage.notes[TOKEN] = _token(stage)


@when(parsers.parse('um cliente chama "{servico}" na API do Tiny'))
@when(parsers.parse('um cliente chama "{servico}" na API do Tiny com:'))
def chama(stage: Stage, servico: str, datatable: list[list[str]] | None = None) -> None:
    """Chama um serviço com o token da conta; a linha da tabela dá os parâmetros, com o nome que eles têm na API.

    Exemplo: Quando um cliente chama "info.php" na API do Tiny
    """
    names, cells = datatable if datatable else ([], [])
    _call(stage, servico, dict(zip(names, cells, strict=True)))


@when(parsers.parse('um cliente chama "{servico}" {vezes:d} vezes no mesmo minuto na API do Tiny'))
def chama_muitas_vezes(stage: Stage, servico: str, vezes: int) -> None:
    """O limite de acessos passa a valer, e o cliente faz tantas chamadas sem que o tempo passe.

    Exemplo: Quando um cliente chama "info.php" 31 vezes no mesmo minuto na API do Tiny
    """
    stage.world.set_limits("enforce")
    for _ in range(vezes):
        _call(stage, servico, {})


@when(parsers.parse("passam {minutos:d} minutos só no Tiny"))
def passam_minutos_so_no_tiny(stage: Stage, minutos: int) -> None:
    """O tempo passa para as plataformas, sem conector, e o que vence no caminho acontece na sua hora.

    Exemplo: Quando passam 5 minutos só no Tiny
    """
    stage.world.advance(seconds=minutos * 60)
    stage.settle()


@then("a API do Tiny responde com sucesso")
def responde_com_sucesso(stage: Stage) -> None:
    """A última chamada foi atendida sem erro.

    Exemplo: Então a API do Tiny responde com sucesso
    """
    found = _answer(stage)["retorno"]["status"]
    if found != "OK":
        raise Divergence("a API do Tiny recusou a chamada", platform="tiny", expected="OK", found=_errors(stage))


@then(parsers.parse("a API do Tiny responde com o código de erro {codigo:d}"))
def responde_com_o_codigo(stage: Stage, codigo: int) -> None:
    """A última chamada foi recusada com este código da tabela de erros do Tiny, no todo ou no seu único registro.

    Exemplo: Então a API do Tiny responde com o código de erro 6
    """
    found = _code(_answer(stage)["retorno"])
    if found != codigo:
        raise Divergence("a resposta da API do Tiny é outra", platform="tiny", expected=codigo, found=_errors(stage))


@then(parsers.parse('a API do Tiny explica o erro com um texto que cita "{texto}"'))
def explica_o_erro(stage: Stage, texto: str) -> None:
    """A mensagem de erro da última chamada contém o texto.

    Exemplo: Então a API do Tiny explica o erro com um texto que cita "Bloqueada"
    """
    if texto.lower() not in _errors(stage).lower():
        raise Divergence("a mensagem da API do Tiny é outra", platform="tiny", expected=texto, found=_errors(stage))


@then(parsers.parse("a API do Tiny informa o limite de {acessos:d} acessos por minuto"))
def informa_o_limite(stage: Stage, acessos: int) -> None:
    """O cabeçalho x-limit-api da última resposta diz o limite da conta.

    Exemplo: Então a API do Tiny informa o limite de 60 acessos por minuto
    """
    found = _response(stage).headers.get("x-limit-api", "")
    if found != str(acessos):
        raise Divergence("a API do Tiny informa outro limite", platform="tiny", expected=acessos, found=found)


@then(parsers.parse('a integração "{plataforma}" do Tiny teve {quantos:d} aviso "{tipo}"'))
@then(parsers.parse('a integração "{plataforma}" do Tiny teve {quantos:d} avisos "{tipo}"'))
def integracao_teve_avisos(stage: Stage, plataforma: str, quantos: int, tipo: str) -> None:
    """Tantas notificações desse tipo saíram do Tiny para a integração; a que é tentada outra vez conta uma vez só.

    Exemplo: Então a integração "Ideris" do Tiny teve 1 aviso "nota_fiscal"
    """
    _demand_number(stage, tipo, _number(stage, plataforma), quantos, f"a integração “{plataforma}”")


@then(parsers.parse('a conta do Tiny teve {quantos:d} aviso "{tipo}"'))
@then(parsers.parse('a conta do Tiny teve {quantos:d} avisos "{tipo}"'))
def conta_teve_avisos(stage: Stage, quantos: int, tipo: str) -> None:
    """Tantas notificações desse tipo saíram do Tiny para as URLs da própria conta, que não são de integração nenhuma.

    Exemplo: Então a conta do Tiny teve 1 aviso "inclusao_pedido"
    """
    _demand_number(stage, tipo, None, quantos, "a conta")


def _base(stage: Stage) -> str:
    return str(stage.world.data["platforms"]["tiny"]["url"])


def _point(stage: Stage, platform: str, path: str) -> None:
    urls = dict.fromkeys(URLS, _base(stage) + path)
    stage.act("tiny", "salvar_integracao", identificador=_number(stage, platform), **urls)


def _number(stage: Stage, platform: str) -> int:
    known: dict[str, int] = stage.notes.get(INTEGRATIONS, {})
    if platform not in known:
        raise ScenarioMistake(f"nenhum passo anterior incluiu a integração “{platform}” no Tiny")
    return known[platform]


def _token(stage: Stage) -> str:
    return str(stage.notes.get(TOKEN) or stage.world.view("tiny", "credenciais")["token"])


def _call(stage: Stage, service: str, parameters: Mapping[str, str]) -> None:
    """Make one call as a client of the API; the answer is noted."""
    form = {"token": _token(stage), "formato": "json", **parameters}
    with stage.client() as client:
        stage.notes[ANSWER] = client.post(f"{_base(stage)}/api2/{service}", data=form)
        stage.notes[ANSWERS] = [stage.notes[ANSWER]]
    stage.settle()


def _response(stage: Stage) -> httpx.Response:
    if ANSWER not in stage.notes:
        raise ScenarioMistake("nenhum passo anterior chamou a API do Tiny")
    response: httpx.Response = stage.notes[ANSWER]
    return response


def _answer(stage: Stage) -> dict[str, Any]:
    text = _response(stage).text
    try:
        answer: dict[str, Any] = _from_xml(text) if text.lstrip().startswith("<") else json.loads(text)
    except (ValueError, ElementTree.ParseError) as error:
        message = "a API do Tiny não respondeu em JSON nem em XML"
        raise Divergence(message, platform="tiny", expected="JSON ou XML", found=text) from error
    return answer


def _from_xml(text: str) -> dict[str, Any]:
    """What an answer in XML says of its success, in the shape of JSON."""
    root = ElementTree.fromstring(text)
    code = root.findtext("codigo_erro")
    errors = [{"erro": error.text} for error in root.iterfind("erros/erro")]
    return {"retorno": {"status": root.findtext("status"), "erros": errors, **({"codigo_erro": code} if code else {})}}


def _refused(returned: Mapping[str, Any]) -> Mapping[str, Any]:
    """What tells of the error: the whole answer, or its only record."""
    records = returned.get("registros")
    if "codigo_erro" in returned or not isinstance(records, list) or len(records) != 1:
        return returned
    record: Mapping[str, Any] = records[0]["registro"]
    return record


def _code(returned: Mapping[str, Any]) -> int:
    return int(_refused(returned).get("codigo_erro", 0))


def _errors(stage: Stage) -> str:
    """The errors of the last answer, in words and with their code."""
    returned = _answer(stage)["retorno"]
    words = "; ".join(error["erro"] for error in _refused(returned).get("erros", []))
    return f"código {_code(returned)}: {words}"


def _demand_number(stage: Stage, kind: str, number: int | None, expected: int, whose: str) -> None:
    bodies = [json.loads(notice["body"]) for notice in notices(stage.world, "tiny", kind)]
    found = sum(body.get("idEcommerce") == number for body in bodies)
    if found != expected:
        raise Divergence(f"{whose} teve {found} avisos “{kind}”", platform="tiny", expected=expected, found=found)
