"""One failed scenario is told with its steps, run again by file and line, and its world is kept for a look."""

from __future__ import annotations

import json
import shlex
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from homologa.features.kit import commands
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.server import Address, Server, ready_world

OUTLINE = """
    @NOV-07
    Funcionalidade: F

      Contexto:
        Dado que tenho 3 produtos

      Cenário: Compra
        Quando compro mais um
        Então são 4 produtos

      Esquema do Cenário: Muitas: <n>
        Dado que tenho <n> produtos
        Quando compro mais um
        Então são 4 produtos

        Exemplos:
          | n |
          | 3 |
          | 7 |
"""
FAILING = """# language: pt
@NOV-06
Funcionalidade: F

  Cenário: Nada chega
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Então a Novaoito tem 2 produtos ao todo

  Cenário: Tudo chega
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-02 | Caneca | 19,90 |
    Então a Novaoito tem 1 produto ao todo
"""


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(commands.verify, list(arguments))


@pytest.mark.parametrize(
    ("line", "found"),
    [(8, [8]), (9, [8]), (11, [8]), (12, [19, 20]), (15, [19, 20]), (18, [19, 20]), (20, [20])],
)
def test_a_line_chooses_its_scenario_or_its_row(toy: Any, line: int, found: list[int]) -> None:
    toy.feature(OUTLINE)
    document = json.loads(verify(f"cenarios/a.feature:{line}", "--json").stdout)
    assert [row["line"] for row in document["scenarios"]] == found


def test_lines_of_some_files_and_others_whole(toy: Any) -> None:
    toy.feature(OUTLINE)
    toy.feature(OUTLINE, name="b.feature")
    arguments = ["cenarios/a.feature:8", "cenarios/a.feature:20", "cenarios/b.feature", "--json"]
    rows = json.loads(verify(*arguments).stdout)["scenarios"]
    assert [(row["feature"][-9], row["line"]) for row in rows] == [("a", 8), ("a", 20), ("b", 8), ("b", 19), ("b", 20)]


@pytest.mark.parametrize("path", ["cenarios/a.feature:1", "cenarios/a.feature:x", "cenarios:8", "nada.feature:8"])
def test_a_line_without_a_scenario_is_a_usage_error(toy: Any, path: str) -> None:
    toy.feature(OUTLINE)
    assert verify(path).exit_code == 2


def test_a_failure_shows_its_steps_with_the_failing_one_marked(toy: Any) -> None:
    toy.feature(OUTLINE)
    result = verify("cenarios/a.feature:20")
    block = result.stdout[result.stdout.index("cenarios/a.feature:20") :]
    assert "NOV-07      Operação 'Mapear produtos da loja com o ERP': apenas vincula" in block
    lines = [line.strip() for line in block.splitlines()]
    start = lines.index("Dado que tenho 3 produtos")
    assert lines[start : start + 4] == [
        "Dado que tenho 3 produtos",
        "Dado que tenho 7 produtos",
        "Quando compro mais um",
        "linha 15 → Então são 4 produtos",
    ]
    assert "repita      homologa verify cenarios/a.feature:20" in block


def test_the_command_of_a_failure_repeats_just_it(toy: Any) -> None:
    toy.feature(OUTLINE)
    (failed,) = (row for row in json.loads(verify("cenarios", "--json").stdout)["scenarios"] if row["step"])
    again = json.loads(verify(*shlex.split(failed["command"])[2:], "--json").stdout)
    assert [row["line"] for row in again["scenarios"]] == [failed["line"]] == [20]
    assert [step["text"] for step in failed["steps"]][1] == "Dado que tenho 7 produtos"


def test_a_shipped_scenario_is_found_wherever_the_package_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = json.loads(verify("features/novaoito/pendentes.feature:13", "--json").stdout)
    assert [row["feature"] for row in document["scenarios"]] == ["features/novaoito/pendentes.feature"]
    assert document["totals"]["passed"] == 1


def test_the_worlds_of_failed_scenarios_are_kept_and_can_be_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.feature").write_text(FAILING, encoding="utf-8")
    folder = tmp_path / "mundos"
    result = verify("x.feature", "--keep", str(folder), "--json")
    failed, passed = json.loads(result.stdout)["scenarios"]
    assert (failed["verdict"], passed["world"]) == ("failed", None)
    files = [path for path in (folder / failed["world"]).iterdir() if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    server = Server(Address(port=0), folder)
    try:
        worlds = server.site.worlds
        (world,) = worlds.reopen()
        assert (world.id, worlds.refused) == (failed["world"], {})
        assert [row["sku"] for row in world.view("novaoito", "produtos", {})] == ["CAN-01"]
    finally:
        server.stop()


def test_the_command_that_is_told_opens_the_very_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.feature").write_text(FAILING + FAILING.split("\n\n")[1].replace("chega", "vem"), encoding="utf-8")
    text = verify("x.feature", "--keep", "meus mundos").stdout
    told = [line.split(": ", 1) for line in text.splitlines() if line.strip().startswith("mundo ")]
    assert len(told) == 2
    server = Server(Address(port=0), Path("meus mundos"))
    try:
        server.site.worlds.reopen()
        for name, again in told:
            *serve, world = shlex.split(again)
            assert serve == ["homologa", "serve", "--data", "meus mundos", "--world"]
            assert ready_world(server, "real", wanted=world) == world == name.split()[-1]
        with pytest.raises(UsageError, match="não há o mundo «nenhum»; há: "):
            ready_world(server, "real", wanted="nenhum")
    finally:
        server.stop()


def test_with_simulators_that_are_there_the_worlds_stay_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.feature").write_text(FAILING, encoding="utf-8")
    connector = shlex.join([str(Path(sys.executable).with_name("homologa")), "connector", "--port", "0", "--json"])
    server = Server(Address(port=0))
    server.start()
    try:
        url = server.control_url
        result = verify("x.feature", "--simulators", url, "--command", connector, "--keep", "mundos", "--report", "r")
        (world,) = server.site.worlds.all()
    finally:
        server.stop()
    assert f"    mundo       {world.id}, nos simuladores" in result.stdout
    assert f"{world.id}, nos simuladores" in Path("r", "homologa.html").read_text("utf-8")
    assert not Path("mundos").exists()


def test_without_a_folder_no_world_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.feature").write_text(FAILING, encoding="utf-8")
    rows = json.loads(verify("x.feature", "--json").stdout)["scenarios"]
    assert [row["world"] for row in rows] == [None, None]
