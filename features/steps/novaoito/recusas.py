"""Passos sobre o que a Novaoito recusa por si, e sobre o que fica pendente depois."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pytest_bdd import given, parsers, when

from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.steps.falhas import add_fault
from homologa.features.steps.novaoito.integracao import WAITING, integro

PROBLEMS: Mapping[str, int] = {
    "malformed_json": 400,
    "invalid_token": 401,
    "insufficient_scope": 403,
    "app_disabled": 403,
    "not_found": 404,
    "invalid_transition": 409,
    "already_linked": 409,
    "sku_already_exists": 409,
    "payload_too_large": 413,
    "unsupported_media_type": 415,
    "validation_failed": 422,
    "store_suspended": 423,
    "rate_limited": 429,
}
"""The words with which Novaoito refuses a call, each with its HTTP status."""


@given(parsers.parse('que {qual} a "{operacao}" da Novaoito é recusada com "{codigo}"'))
def recusada_com_problema(stage: Stage, qual: str, operacao: str, codigo: str) -> None:
    """A Novaoito recusa a chamada com um dos seus códigos de problema, como validation_failed, e nada é feito.

    Exemplo: Dado que a próxima chamada a "erp.links.put" da Novaoito é recusada com "app_disabled"
    """
    if codigo not in PROBLEMS:
        raise ScenarioMistake(f"a Novaoito não recusa com “{codigo}”; há: {', '.join(PROBLEMS)}")
    problem = {"type": "about:blank", "title": "Recusado", "status": PROBLEMS[codigo], "code": codigo}
    body = json.dumps({**problem, "detail": "Recusado", "errors": {}, "trace_id": "0"})
    kind = "application/problem+json"
    add_fault(stage, "status", qual, operacao, "da Novaoito", status=PROBLEMS[codigo], body=body, content_type=kind)


@when(parsers.parse('integro outra vez o que ficou pendente com a operação "{operacao}"'))
def outra_vez(stage: Stage, operacao: str) -> None:
    """Se a integração não ficou em andamento e há produtos pendentes, pede-a outra vez.

    Exemplo: Quando integro outra vez o que ficou pendente com a operação "Enviar produtos da loja para o ERP"
    """
    stage.poll()
    stage.settle()
    job = stage.world.view("novaoito", "integracao")
    if job["situacao"] not in (WAITING, "Em andamento") and stage.world.view("novaoito", "pendentes"):
        integro(stage, operacao)
