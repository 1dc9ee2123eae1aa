"""Every report says the same of one fixed run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from homologa.features.kit.reports import files, html, junit, model, terminal
from homologa.features.kit.reports.document import as_json
from homologa.features.kit.reports.model import Circumstances, Report
from homologa.features.kit.results import Collected, Connector, Run, ScenarioResult, Violation
from homologa.features.kit.selection import Selection

WHOLE = Circumstances("1.2.3", datetime(2026, 12, 1, 9, 30, tzinfo=UTC))
PART = Circumstances("1.2.3", datetime(2026, 12, 1, 9, 30, tzinfo=UTC), Selection(("cenarios",)))
CONNECTOR = Connector("Ponte", "http://127.0.0.1:9", ("novaoito",), ("clock", "poll"))

EXCHANGE = {
    "method": "POST",
    "url": "https://api.tiny.com.br/api2/produto.incluir.php",
    "status": 200,
    "request": {"formato": "json"},
    "answer": "<b>negado</b>",
    "cause": "limite da conta",
    "hint": "espere um minuto",
}


def scenario(line: int, verdict: str, *tags: str, **more: Any) -> ScenarioResult:
    name = f"Cenário da linha {line}"
    at_work = {"integrations": ("novaoito",), "acted": True}
    return ScenarioResult("features/novaoito/x.feature", line, name, tags, verdict, 0.25, **(at_work | more))


@pytest.fixture
def report() -> Report:
    results = [
        scenario(3, "passed", "NOV-01", invariants=("pedido único",)),
        scenario(
            9,
            "failed",
            "NOV-07",
            "fato-novaoito-29",
            step="Então o Tiny tem <b>1</b> produto",
            step_line=12,
            message="faltou o produto",
            platform="tiny",
            expected="1",
            found="0",
            exchanges=[EXCHANGE],
            invariants=("pedido único",),
            violations=[Violation("pedido único", "tiny", "pedido 7 duas vezes")],
        ),
        scenario(15, "failed", "NOV-14", message="sem motivo no log\x00"),
        scenario(21, "blocked", "NOV-08", reason="o conector não respondeu"),
        scenario(27, "blocked", "NOV-08", reason="o conector não respondeu"),
        scenario(33, "skipped", "NOV-09", reason="sem tempo virtual"),
        scenario(39, "not applicable", "NOV-10", reason="não importa pedidos"),
        scenario(45, "error", reason=None, message="KeyError: 'x'", trace="conftest.py:3: KeyError"),
        scenario(51, "passed", "NOV-02"),
    ]
    collected = [Collected(result.feature, result.line, result.name, result.tags) for result in results]
    collected.append(Collected("features/novaoito/x.feature", 60, "Fora", ("NOV-11",)))
    return model.build(Run(collected=collected, connector=CONNECTOR, scenarios=results, exit_status=1), WHOLE)


def verdict_of(report: Report, requirement: str) -> str:
    (row,) = (row for row in report.requirements if row.claim.id == requirement)
    return row.verdict


def test_totals_count_scenarios_after_judgement(report: Report) -> None:
    assert report.totals == {
        "passed": 2,
        "failed": 1,
        "warned": 1,
        "blocked": 2,
        "skipped": 1,
        "not applicable": 1,
        "error": 1,
    }
    assert report.exit_code == 3


@pytest.mark.parametrize(
    ("requirement", "verdict"),
    [
        ("NOV-01", "passed"),
        ("NOV-07", "failed"),
        ("NOV-14", "warned"),
        ("NOV-08", "blocked"),
        ("NOV-10", "not applicable"),
        ("NOV-12", "sem cenário"),
    ],
)
def test_requirements_roll_up(report: Report, requirement: str, verdict: str) -> None:
    assert verdict_of(report, requirement) == verdict


def test_a_requirement_out_of_the_selection_is_counted_and_not_called_bare(report: Report) -> None:
    assert "NOV-11" not in {row.claim.id for row in report.requirements}
    assert report.outside == 1
    assert report.uncovered["ideris"] == 26
    assert "novaoito" not in report.uncovered


def test_the_json_keeps_the_documented_shape(report: Report) -> None:
    document = json.loads(files.json_text(report))
    assert set(document) >= {"totals", "requirements", "scenarios", "invariants", "suite"}
    assert document["suite"] == "1.2.3"
    first = document["requirements"][0]
    assert first["id"] == "NOV-01"
    assert first["subject"] == "plataforma"
    assert first["origin"] == "documento"
    assert first["verdict"] == "passed"
    assert first["fidelity"] == "reconstructed"
    assert first["scenarios"] == ["features/novaoito/x.feature:3"]
    failed = document["scenarios"][1]
    assert {key: failed[key] for key in ("feature", "line", "tags", "verdict", "seconds")} == {
        "feature": "features/novaoito/x.feature",
        "line": 9,
        "tags": ["NOV-07", "fato-novaoito-29"],
        "verdict": "failed",
        "seconds": 0.25,
    }
    assert document["invariants"] == [
        {
            "name": "pedido único",
            "checked": 2,
            "violations": [
                {
                    "scenario": "features/novaoito/x.feature:9",
                    "platform": "tiny",
                    "detail": "pedido 7 duas vezes",
                }
            ],
        }
    ]


def test_a_requirement_that_passed_where_it_could_run_says_so() -> None:
    results = [scenario(3, "passed", "NOV-06"), *(scenario(n, "skipped", "NOV-06", reason="x") for n in (9, 12))]
    results.append(scenario(15, "passed", "NOV-01"))
    results.append(scenario(18, "skipped", "NOV-01", reason="x"))
    report = model.build(Run(scenarios=results, exit_status=0), PART)
    text = terminal.render(report, 120)
    assert re.search(r"NOV-06 +aprovado \(2 pulados\) +documento +conector +3  ", text)
    assert re.search(r"NOV-01 +confere \(1 pulado\) +documento", text)
    assert "aprovado (2 pulados)" in html.render(report)
    (first,) = (row for row in as_json(report)["requirements"] if row["id"] == "NOV-06")
    assert (first["verdict"], first["skipped"]) == ("passed", 2)
    assert str(report.outcome) == "homologado (3 cenários pulados: x)"


def test_what_receivers_refused_is_told_with_the_failure() -> None:
    refused = scenario(3, "failed", "NOV-06", refused=("o receptor http://c/x respondeu 404 ao aviso “produto”",))
    report = model.build(Run(scenarios=[refused], exit_status=1), PART)
    assert "    recusado    o receptor http://c/x respondeu 404 ao aviso “produto”" in terminal.render(report, 120)
    assert "<li>o receptor http://c/x respondeu 404 ao aviso “produto”</li>" in html.render(report)


def test_a_broken_law_is_told_before_warnings_and_with_its_scenario(report: Report) -> None:
    law = "pedido único: pedido 7 duas vezes"
    shown = terminal.render(report)
    assert shown.index("Invariantes violadas") < shown.index("Ressalvas")
    assert re.search(rf"lei +{law}", shown)
    page = html.render(report)
    assert page.index("<h2>Invariantes violadas</h2>") < page.index("<h2>Ressalvas</h2>")
    assert f"<b>Invariante violada:</b> {law}" in page
    assert f"invariante violada: {law}" in junit.render(report)


def test_the_terminal_tells_a_failure_whole(report: Report) -> None:
    text = terminal.render(report, 120)
    block = text[text.index("features/novaoito/x.feature:9") :]
    for part in (
        "linha 12: Então o Tiny tem <b>1</b> produto",
        "esperado    em Tiny: 1",
        "encontrado  0",
        "POST https://api.tiny.com.br/api2/produto.incluir.php → 200",
        "dica: espere um minuto",
    ):
        assert part in block


def test_the_terminal_ends_in_the_table_and_keeps_the_simulator_apart(report: Report) -> None:
    text = terminal.render(report, 120)
    connector, rest = text.split("Requisitos do conector")[1].split("Requisitos do simulador")
    simulator = rest.split("Afirmações")[0]
    assert re.search(r"NOV-07 +reprovado +documento +conector +1  ", connector)
    assert re.search(r"NOV-12 +sem cenário ", connector)
    assert "NOV-01" not in connector
    assert re.search(r"NOV-01 +confere +documento +simulador +1  ", simulator)
    assert "aprovado" not in simulator
    assert connector.count("contrato reconstruído") == simulator.count("contrato reconstruído") == 1


def test_the_terminal_ends_in_the_word(report: Report) -> None:
    lines = terminal.render(report, 120).splitlines()
    assert lines[-1] == "Resultado: incompleto (1 erro do kit)"
    assert "conector    Ponte (http://127.0.0.1:9)" in lines
    assert "capacidades clock, poll" in lines
    assert "seleção     tudo" in lines


def test_every_report_has_the_word_and_what_it_is_about(report: Report) -> None:
    document = json.loads(files.json_text(report))
    assert {name: document[name] for name in ("result", "exit_code", "date", "suite")} == {
        "result": "incompleto",
        "exit_code": 3,
        "date": "2026-12-01T09:30:00+00:00",
        "suite": "1.2.3",
    }
    assert document["connector"]["name"] == "Ponte"
    assert document["selection"] == {"paths": [], "tags": None, "name": None}
    properties = ET.fromstring(junit.render(report)).findall("testsuite/properties/property")
    assert {one.get("name"): one.get("value") for one in properties} == {
        "result": "incompleto",
        "date": "01/12/2026 09:30:00 +0000",
        "suite": "1.2.3",
        "connector": "Ponte (http://127.0.0.1:9)",
        "capabilities": "clock, poll",
        "selection": "tudo",
    }
    assert re.search(r'<h1><span class="result incompleto">incompleto</span></h1>', html.render(report))


def test_statements_have_a_table_of_their_own(report: Report) -> None:
    (statement,) = json.loads(files.json_text(report))["statements"]
    expected = {"id": "fato-novaoito-29", "page": "novaoito", "number": 29, "owner": "conector"}
    assert {name: statement[name] for name in expected} == expected
    assert (statement["origin"], statement["verdict"]) == ("documento", "failed")
    assert statement["scenarios"] == ["features/novaoito/x.feature:9"]
    assert re.search(r"novaoito 29 +reprovado +documento +conector +1  ", terminal.render(report, 120))
    assert '<tr id="novaoito-29">' in html.render(report)


def test_the_terminal_names_a_block_once(report: Report) -> None:
    text = terminal.render(report, 120)
    assert text.count("o conector não respondeu") == 1
    assert "1 requisito fora da seleção." in text


def test_table_lines_fit_the_width(report: Report) -> None:
    table = terminal.render(report, 90).split("Requisitos do conector")[1].splitlines()
    assert max(len(line) for line in table if re.match(r" +NOV-", line)) <= 90


def test_junit_counts_and_messages(report: Report) -> None:
    root = ET.fromstring(junit.render(report))
    counts = {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "9", "failures": "4", "errors": "1", "skipped": "2"}
    cases = root.findall("testsuite/testcase")
    assert cases[1].find("failure").get("message") == "faltou o produto"
    assert "encontrado: 0" in cases[1].find("failure").text
    assert cases[2].find("failure").get("type") == "warned"
    assert "sem motivo no log\N{REPLACEMENT CHARACTER}" in cases[2].find("failure").text
    assert cases[3].find("failure").get("type") == "blocked"
    assert cases[7].find("error") is not None


def test_an_accepted_warning_passes_in_junit(report: Report) -> None:
    accepting = replace(report, circumstances=replace(WHOLE, accept_warnings=True))
    root = ET.fromstring(junit.render(accepting))
    case = root.findall("testsuite/testcase")[2]
    assert root.get("failures") == "3"
    assert case.find("failure") is None
    assert "sem motivo no log\N{REPLACEMENT CHARACTER}" in case.find("system-out").text


class Page(HTMLParser):
    """What the page points to and is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"href", "src"}:
                self.links.add(value or "")
            if name == "id":
                self.ids.append(value or "")


def test_the_page_opens_offline_and_its_links_lead_somewhere(report: Report) -> None:
    page = Page(html.render(report))
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert page.links <= {f"#{anchor}" for anchor in page.ids}
    assert len(page.ids) == len(set(page.ids))


def test_the_page_escapes_what_platforms_and_features_say(report: Report) -> None:
    text = html.render(report)
    assert "<b>negado</b>" not in text
    assert "&lt;b&gt;negado&lt;/b&gt;" in text
    assert "Então o Tiny tem &lt;b&gt;1&lt;/b&gt; produto" in text


def test_the_page_labels_reconstructed_contracts_and_keeps_the_simulator_apart(report: Report) -> None:
    text = html.render(report)
    assert text.count('<span class="note">contrato reconstruído</span>') == 3
    simulator = text.split("<h2>Requisitos do simulador</h2>")[1].split("<h2>")[0]
    assert "confere" in simulator
    assert ">aprovado<" not in simulator


def test_all_reports_are_written(report: Report, tmp_path: Path) -> None:
    files.write(report, tmp_path / "a" / "b")
    written = {path.name for path in (tmp_path / "a" / "b").iterdir()}
    assert written == {"homologa.json", "homologa.xml", "homologa.html"}


def test_a_failure_names_its_requirements(report: Report) -> None:
    block = terminal.render(report, 120).split("features/novaoito/x.feature:9")[1]
    assert "    NOV-07      Operação 'Mapear produtos da loja com o ERP'" in block
    assert "    novaoito 29 O conector ingênuo que altera o Tiny" in block
    assert '<a href="#NOV-07">NOV-07</a>' in html.render(report).split("<h2>Reprovados</h2>")[1].split("<h2>")[0]


@pytest.fixture
def mistaken() -> Report:
    result = scenario(3, "error", "NOV-01", message="não há a tela", mistake=True)
    collected = [Collected(result.feature, result.line, result.name, result.tags)]
    return model.build(Run(collected=collected, scenarios=[result], exit_status=1), PART)


def test_a_mistake_of_the_scenario_is_not_called_an_error_of_the_kit(mistaken: Report) -> None:
    for text in (terminal.render(mistaken, 120), html.render(mistaken)):
        assert "Erros do roteiro" in text
        assert "corrija o roteiro" in text
        assert "erro do kit" not in text.lower()
        assert "erro do roteiro" in text.split("Requisitos do simulador")[1]
    assert mistaken.exit_code == 2


def test_a_mistake_of_the_scenario_is_an_error_in_the_json(mistaken: Report) -> None:
    document = as_json(mistaken)
    assert document["totals"]["error"] == 1
    assert document["requirements"][0]["verdict"] == "error"
    assert (document["scenarios"][0]["verdict"], document["scenarios"][0]["mistake"]) == ("error", True)


def test_a_partial_run_lists_only_what_it_proved(mistaken: Report) -> None:
    assert [row.claim.id for row in mistaken.requirements] == ["NOV-01"]
    assert "113 requisitos fora da seleção." in terminal.render(mistaken, 120)


def test_the_cells_that_differ_are_marked() -> None:
    result = scenario(
        3, "failed", "NOV-07", expected='[{"sku": "A", "nome": "x"}]', found='[{"sku": "A", "nome": "y"}]'
    )
    report = model.build(Run(scenarios=[result], exit_status=1), WHOLE)
    line = "na linha de sku A: nome: esperado x, encontrado y"
    assert f"diferença   {line}" in terminal.render(report, 120)
    assert f"<li>{line}</li>" in html.render(report)
