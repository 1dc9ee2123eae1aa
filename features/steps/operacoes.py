"""Passos sobre as operações que uma pessoa começa à mão no conector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import parsers, then, when

from homologa.features.kit import tables
from homologa.features.kit.errors import Divergence, OperationRefused, ScenarioMistake
from homologa.features.kit.integrations import Argument
from homologa.features.kit.stage import Stage

REFUSAL = "recusa do conector"
CONFLICT = 409
"""What the driver protocol has a connector answer to an operation that it does not offer."""


@when(parsers.parse('executo no conector a operação "{operacao}"'))
@when(parsers.parse('executo no conector a operação "{operacao}":'))
def executo(stage: Stage, operacao: str, datatable: list[list[str]] | None = None) -> None:
    """Começa uma operação da integração e espera que ela termine; a linha da tabela dá os argumentos.

    Exemplo: Quando executo no conector a operação "Reconciliar o estoque dos produtos vinculados"
    """
    try:
        _run(stage, operacao, datatable)
    except OperationRefused as refused:
        raise Divergence(refused.reason, platform=None, expected="aceita", found=refused.detail) from refused
    stage.settle()


@when(parsers.parse('tento no conector a operação "{operacao}"'))
@when(parsers.parse('tento no conector a operação "{operacao}":'))
def tento(stage: Stage, operacao: str, datatable: list[list[str]] | None = None) -> None:
    """Pede uma operação que o conector deve recusar; o motivo fica guardado para o passo seguinte.

    Exemplo: Quando tento no conector a operação "Reconciliar o estoque dos produtos vinculados"
    """
    try:
        _run(stage, operacao, datatable)
    except OperationRefused as refused:
        stage.notes[REFUSAL] = refused
    else:
        text = f"o conector aceitou “{operacao}”, que devia recusar"
        raise Divergence(text, platform=None, expected="recusa", found="aceita")


@then(parsers.parse('o conector recusa a operação com um motivo que cita "{texto}"'))
def recusa_com(stage: Stage, texto: str) -> None:
    """A última operação pedida foi recusada com o status 409, e o motivo em `detail` contém o texto.

    Exemplo: Então o conector recusa a operação com um motivo que cita "não oferece"
    """
    refused = stage.notes.get(REFUSAL)
    if not isinstance(refused, OperationRefused):
        raise ScenarioMistake("nenhuma operação foi tentada antes: use um passo “tento no conector” antes deste")
    if refused.status != CONFLICT:
        raise Divergence(refused.reason, platform=None, expected=CONFLICT, found=refused.status)
    if texto.lower() not in refused.detail.lower():
        raise Divergence("o motivo da recusa é outro", platform=None, expected=texto, found=refused.detail)


def _run(stage: Stage, label: str, table: list[list[str]] | None) -> None:
    operations = stage.handover.integration.operations
    name = next((name for name, operation in operations.items() if operation.label == label), None)
    if name is None:
        known = "; ".join(operation.label for operation in operations.values())
        raise ScenarioMistake(f"a integração não tem a operação “{label}”; tem: {known}")
    stage.run(name, _arguments(operations[name].arguments, table))


def _arguments(known: Mapping[str, Argument], table: list[list[str]] | None) -> dict[str, Any]:
    """What the only row of a table says, by the names of the arguments; raises ScenarioMistake."""
    rows = tables.rows(table) if table else [{}]
    labels = {tables.key(argument.label): name for name, argument in known.items()}
    if len(rows) != 1 or rows[0].keys() != labels.keys():
        asked = ", ".join(argument.label for argument in known.values()) or "nenhum"
        raise ScenarioMistake(f"a operação pede uma linha com os argumentos: {asked}")
    try:
        return {name: known[name].convert(rows[0][label]) for label, name in labels.items()}
    except ValueError as error:
        raise ScenarioMistake(f"um argumento da operação não se lê: {error}") from error
