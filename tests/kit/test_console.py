"""What the suite prints of what somebody sent moves no terminal."""

import pytest
from click.testing import CliRunner

from homologa.features.kit import commands
from homologa.features.kit.console import echo

ATTACK, SHOWN = "Cane\x1b[2J\u202eca\x9b", "Cane\\u001b[2J\\u202eca\\u009b"


@pytest.mark.parametrize("err", [False, True])
def test_what_a_terminal_would_obey_is_shown(capsys, err):
    echo(f"um\n{ATTACK}", err=err)

    printed = capsys.readouterr()
    assert (printed.err if err else printed.out) == f"um\n{SHOWN}\n"


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_report_of_a_run_shows_it(toy, options):
    toy.feature("Funcionalidade: F\n  Cenário: Um nome \u202eavesso\n    Então a conferência simples falha\n")

    printed = CliRunner().invoke(commands.verify, ["cenarios", *options]).stdout

    assert "Um nome \\u202eavesso" in printed
    assert "\u202e" not in printed
