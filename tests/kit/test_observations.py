"""What contracts and limits have against the calls of a run is told in every report, and judges nobody."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import httpx
import pytest

from homologa.features.kit import results
from homologa.features.kit.reports import files, html, model, terminal
from homologa.features.kit.reports.model import Circumstances
from homologa.features.kit.results import Observation, ResultsWriter, Run, ScenarioResult
from homologa.features.kit.stage import Stage

NOW = Circumstances("1.2.3", datetime(2026, 12, 1, tzinfo=UTC))
EXAMPLE = {"method": "GET", "url": "https://api.tiny.com.br/api2/info", "status": 200, "answer": "{}", "hint": ""}


def scenario(line: int, *observations: Observation) -> ScenarioResult:
    return ScenarioResult("features/x.feature", line, f"Cenário {line}", ("NOV-01",), observations=list(observations))


def observed(text: str, times: int = 1, operation: str = "info") -> Observation:
    return Observation("tiny", operation, text, "limite de …", times, EXAMPLE)


@pytest.fixture
def report() -> model.Report:
    other = Observation("novaoito", "products.list", "page: demais", "page: demais", 1, {})
    scenarios = [scenario(3, observed("limite de 7", 2), other), scenario(9, observed("limite de 30", 3))]
    return model.build(Run(scenarios=scenarios, exit_status=0), NOW)


def test_what_differs_by_values_alone_is_summed(report: model.Report) -> None:
    rows = [(row.platform, dict(row.operations), row.text, row.times) for row in report.observations]
    assert rows == [("novaoito", {"products.list": 1}, "page: demais", 1), ("tiny", {"info": 5}, "limite de 7", 5)]
    assert report.exit_code == 0


def test_one_limit_that_many_operations_pass_is_told_once() -> None:
    both = scenario(3, observed("limite de 7", 2), observed("limite de 9", 3, "produto.obter"))
    report = model.build(Run(scenarios=[both, scenario(9, observed("limite de 8"))], exit_status=0), NOW)
    (row,) = report.observations
    assert (list(row.operations.items()), row.times, len(row.scenarios)) == (
        [("info", 3), ("produto.obter", 3)],
        6,
        2,
    )
    text = terminal.render(report, 120)
    assert "Tiny: limite de 7 (6 vezes em 2 cenários)\n    chamadas    info 3, produto.obter 3\n" in text
    assert text.count("    troca ") == 1
    assert "<li>info: 3</li><li>produto.obter: 3</li>" in html.render(report)


def test_the_json_lists_them(report: model.Report) -> None:
    found = json.loads(files.json_text(report))["findings"]
    assert found[1] == {
        "platform": "tiny",
        "operation": "info",
        "operations": {"info": 5},
        "text": "limite de 7",
        "times": 5,
        "scenarios": ["features/x.feature:3", "features/x.feature:9"],
        "example": EXAMPLE,
    }


def test_the_terminal_lists_them(report: model.Report) -> None:
    text = terminal.render(report, 120)
    assert "Achados (contrato e limites; não mudam vereditos)" in text
    assert "Tiny: limite de 7 (5 vezes em 2 cenários)\n    chamadas    info 5\n    troca       GET https://api" in text
    assert "Novaoito: page: demais (1 vez em 1 cenário)" in text


def test_the_page_lists_them(report: model.Report) -> None:
    page = html.render(report)
    assert "<h2>Achados</h2>" in page
    assert '<tr><td class="text">limite de 7</td>' in page


def test_a_run_without_them_says_nothing() -> None:
    report = model.build(Run(scenarios=[scenario(3)], exit_status=0), NOW)
    assert "Achados" not in terminal.render(report) + html.render(report)


def test_they_survive_the_results_file(tmp_path) -> None:
    writer = ResultsWriter(tmp_path / "r.jsonl")
    writer.add(scenario(3, observed("limite de 7")))
    assert results.read(tmp_path / "r.jsonl").scenarios[0].observations == [observed("limite de 7")]


def test_a_stage_takes_them_from_the_world(homologa_control, homologa_world) -> None:
    homologa_world.set_limits("observe")
    query = {"token": homologa_world.data["platforms"]["tiny"]["credentials"]["token"]}
    with httpx.Client(transport=homologa_control.transport) as client:
        for _ in range(63):
            client.get("https://api.tiny.com.br/api2/info", params=query)

    (seen,) = Stage(homologa_control, None, homologa_world).observations()

    assert (seen["platform"], seen["operation"], seen["times"]) == ("tiny", "info", 3)
    assert "acima do limite de 60 acessos por minuto" in seen["text"]
    assert Observation(**seen).example["operation"] == "info"
    assert query["token"] not in json.dumps(seen)
