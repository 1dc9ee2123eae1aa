"""Every operation of the control API can be reached from the shell."""

import json
import re
from importlib.resources import files

import httpx
import pytest

from homologa.simulators.site import CONTROL_URL

NOT_FROM_THE_SHELL = {
    "mask": "it is for programs that keep evidence of their own; what the shell shows is masked already",
    "journal_summary": "it is for programs that look often; `journal` shows the same and what was said",
}
LINES = {
    "list_worlds": "world list",
    "create_world": "world create --id novo",
    "get_world": "world show",
    "delete_world": "world delete um",
    "reset": "world reset",
    "snapshots": "world snapshots",
    "snapshot": "world snapshot antes",
    "restore": "world restore inicial",
    "set_run": "world run rodada",
    "delete_snapshot": "world forget antes",
    "export": "world export",
    "packs": "world packs",
    "list_faults": "fault list",
    "add_fault": "fault add reset",
    "get_fault": "fault show {fault}",
    "remove_fault": "fault remove {fault}",
    "clear_faults": "fault clear",
    "operations": "fault operations",
    "findings": "journal --findings",
    "get_limits": "limits",
    "get_clock": "clock show",
    "set_clock": "clock freeze",
    "advance_clock": "clock advance 5",
    "set_limits": "limits off",
    "pump": "deliveries pump",
    "quiet": "deliveries quiet",
    "deliveries": "deliveries list",
    "list_plans": "plan list",
    "add_plan": "plan add drop",
    "get_plan": "plan show {plan}",
    "remove_plan": "plan remove {plan}",
    "clear_plans": "plan clear",
    "replay_delivery": "deliveries replay {delivery}",
    "replay_deliveries": "deliveries replay --after 0",
    "release_delivery": "deliveries release {held}",
    "delivery": "deliveries show {delivery}",
    "list_actions": "action list",
    "act": "action run novaoito instalar",
    "list_views": "view list",
    "view": "view show novaoito produtos",
    "journal": "journal",
    "exchange": "journal 1",
    "journal_stream": "journal --follow",
    "journal_har": "journal --har {folder}/trocas.har",
    "journal_curl": "journal --curl",
    "breaches": "journal --breaches",
    "strangers": "journal --strangers",
}
"""A command line that reaches each operation."""


def described():
    text = files("homologa.simulators").joinpath("_openapi", "control.json").read_text("utf-8")
    for path, methods in json.loads(text)["paths"].items():
        for method, operation in methods.items():
            if "operationId" in operation:
                yield operation["operationId"], method.upper(), re.sub(r"\{[^}]*\}", "[^/]+", path)


OPERATIONS = {name: (method, path) for name, method, path in described()}


@pytest.fixture
def there(world, tmp_path):
    """What the command lines name: a delivery that nobody took, one that a plan holds, a plan, a fault, a folder."""
    world.snapshot("antes")
    number = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
    world.act("tiny", "salvar_integracao", identificador=number, url_produtos="http://longe.example/")
    plan = world.plans.add("interleave", call=1_000)["id"]
    world.act("tiny", "salvar_integracao", identificador=number, url_produtos="http://longe.example/2")
    (held,) = world.deliveries(state="held")
    return {
        "delivery": world.deliveries()[0]["id"],
        "held": held["id"],
        "plan": plan,
        "fault": world.faults.add("reset")["id"],
        "folder": tmp_path,
    }


def test_no_operation_is_left_out():
    assert LINES.keys() | NOT_FROM_THE_SHELL.keys() == OPERATIONS.keys()
    assert not LINES.keys() & NOT_FROM_THE_SHELL.keys()


@pytest.mark.parametrize("operation", LINES)
def test_a_command_reaches_the_operation(operation, there, heard, homologa):
    homologa(*LINES[operation].format(**there).split(), "--json")

    method, path = OPERATIONS[operation]
    prefix = httpx.URL(CONTROL_URL).path
    assert any(verb == method and re.fullmatch(prefix + path, asked) for verb, asked in heard.calls)
