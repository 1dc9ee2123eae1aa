"""A connector that does nothing, or only answers 2xx, passes nothing that is asked of one, in whatever selection."""

import random
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest

from homologa.features.kit import judgement, requirements
from homologa.features.kit import verify as runner
from homologa.features.kit.paths import PACKAGE
from homologa.features.kit.reports import model
from homologa.features.kit.reports.model import Circumstances
from homologa.features.kit.results import Run
from homologa.features.kit.selection import Selection
from homologa.features.kit.tags import claims_of

COVERED = {f"NOV-{number:02}" for number in range(1, 19)}
ASKED = [row.id for row in requirements.load().values() if not row.of_simulator]
IDLE = ("null", "polite")
ANSWERS = "--homologa-embedded=polite:create"
ABOUT_ANSWERS = {"fato-novaoito-42"}
"""What a connector that only answers may pass: its own words are about answers and nothing else."""
TRIVIAL = """# language: pt
Funcionalidade: O que passa sem que ninguém faça nada

  Esquema do Cenário: <requisito> {how}
    {given}
    Então a Novaoito tem 0 produtos ao todo
    {examples}
"""
WHEN = datetime(2026, 12, 1, tzinfo=UTC)
GIVENS = {
    "com a loja integrada": "Dado a loja Novaoito integrada ao Tiny",
    "sem conector nenhum": 'Dado que a Novaoito tem 0 produtos com SKU de "A-01" em diante',
}


@pytest.fixture(scope="module", params=IDLE)
def idle(request, at_the_connectors) -> tuple[str, ...]:
    """The options that put one of the connectors that do nothing under test."""
    return (f"--homologa-embedded={request.param}:create",)


@pytest.fixture(scope="module")
def shipped(idle, sample) -> Run:
    """The suite with the connector that does nothing; what passes with that one that answers is looked for in all."""
    return runner.run(runner.Suite((PACKAGE,), extra=idle, lines=() if ANSWERS in idle else tuple(sample)))


@pytest.fixture(scope="module")
def trivial(idle, tmp_path_factory) -> Run:
    """Scenarios that any connector passes, for each requirement of a connector, with the one that does nothing."""
    folder = tmp_path_factory.mktemp("triviais")
    tables = [f"\n    @{name}\n    Exemplos:\n      | requisito |\n      | {name} |\n" for name in ASKED]
    for number, (how, given) in enumerate(GIVENS.items()):
        text = TRIVIAL.format(how=how, given=given, examples="".join(tables))
        folder.joinpath(f"{number}.feature").write_text(text, encoding="utf-8")
    return runner.run(runner.Suite((folder,), extra=idle))


@pytest.fixture(scope="module")
def at_the_connectors():
    """The working directory is that of the connectors of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(Path(__file__).parent / "connectors")
        yield


def chosen(run: Run, names: set[str], *, accept_warnings: bool) -> model.Report:
    """The report of a run in which only scenarios with one of these tags were chosen."""
    scenarios = [scenario for scenario in run.scenarios if names & set(scenario.tags)]
    circumstances = Circumstances("1", WHEN, Selection(tags=" or ".join(sorted(names))), accept_warnings)
    return model.build(Run(run.collected, scenarios=scenarios, exit_status=0), circumstances)


@pytest.mark.parametrize("accept_warnings", [False, True])
@pytest.mark.parametrize("name", ASKED)
def test_no_requirement_of_a_connector_is_proved_by_one_that_does_nothing(shipped, trivial, name, accept_warnings):
    for run in (shipped, trivial):
        report = chosen(run, {name}, accept_warnings=accept_warnings)
        assert report.exit_code == 1
        assert "passed" not in {row.verdict for row in report.of_connector()}
    assert len(chosen(trivial, {name}, accept_warnings=False).scenarios) == len(GIVENS)


def test_no_selection_is_green_for_one_that_does_nothing(shipped, trivial):
    tags = sorted(set(chain.from_iterable(scenario.tags for scenario in shipped.scenarios)))
    drawn = random.Random(1)
    for _ in range(100):
        names = {drawn.choice(ASKED), *drawn.sample(tags, drawn.randrange(8))}
        for run in (shipped, trivial):
            assert chosen(run, names, accept_warnings=True).exit_code == 1, names


def test_the_whole_suite_is_not_green_for_one_that_does_nothing(shipped):
    for accept_warnings in (False, True):
        when = Circumstances("1", WHEN, accept_warnings=accept_warnings)
        report = model.build(shipped, when)
        assert len([row for row in report.of_connector() if row.scenarios]) >= len(COVERED) - 3
        assert (report.exit_code, report.outcome.word) == (1, "não homologado")


def test_no_scenario_of_a_connector_is_green_for_one_that_does_nothing(shipped):
    passed = [one for one in map(judgement.judged, shipped.scenarios) if one.verdict == "passed" and one.integrations]
    about_connector = [one for one in passed if any(not claim.of_simulator for claim in claims_of(one.tags))]
    assert [one.where for one in about_connector if not ABOUT_ANSWERS & set(one.tags)] == []


def test_nothing_is_blamed_on_the_kit(shipped):
    assert [(one.where, one.message) for one in shipped.scenarios if one.verdict == "error"] == []


def test_nothing_that_a_connector_does_is_blamed_on_the_simulator(shipped):
    told = [(one, claims_of(one.tags)) for one in shipped.collected if one.sets_up]
    assert [one.name for one, claims in told if claims and all(claim.of_simulator for claim in claims)] == []


def test_what_is_the_simulators_own_passes_without_one(shipped):
    rows = model.build(shipped, Circumstances("1", WHEN)).of_simulator()
    assert {row.verdict for row in rows if row.scenarios} == {"passed"}


def test_waiting_for_ever_is_no_way_through(verify):
    verdict = verify("--embedded", "waiting:create", "--patience", "0.1", "-t", "NOV-06 or NOV-12")
    assert verdict.exit_code == 1
    assert set(verdict.scenarios().values()) <= {"blocked", "failed"}
