"""The guide to the sentences about screens: every example runs, and every sentence and demand has one."""

import re
import subprocess
import sys
from pathlib import Path

import parse
import pytest

from homologa.features.kit import catalog, cells

TEXT = (Path(__file__).parents[2] / "docs" / "telas.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```gherkin\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
HEAD = "# language: pt\nFuncionalidade: Os exemplos do guia\n\n"
MODULES = ("telas", "vistas", "guardados", "clientes", "tempo", "repetidos")
ALL = catalog.definitions([f"homologa.features.steps.{name}" for name in MODULES])
STEPS = [step for step in ALL if step.pattern != "o conector recomeça"]


def homologa(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("homologa")), *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_every_example_runs_as_it_stands(tmp_path):
    (tmp_path / "telas.feature").write_text(HEAD + "\n".join(EXAMPLES), encoding="utf-8")

    checked, done = homologa("check", ".", cwd=tmp_path), homologa("verify", ".", cwd=tmp_path)

    assert checked.returncode == 0, checked.stdout
    assert f"{TEXT.count('  Cenário: ')} aprovados" in done.stdout, done.stdout


@pytest.mark.parametrize("demand", [*cells.MARKS, *(f"({word} " for word in cells.DEMANDS), "(hoje)"])
def test_every_demand_of_a_cell_is_told_of(demand):
    assert demand in TEXT


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.sentence)
def test_every_sentence_has_an_example(step):
    pattern = in_plural(step.pattern.removeprefix("que "))
    assert any(parse.parse(pattern, sentence) for sentence in SENTENCES)


def in_plural(sentence):
    """One sentence for the two that differ in number only."""
    for one, many in (("linha", "linhas"), ("tem", "têm"), ("passa", "passam")):
        sentence = re.sub(rf"\b{one}\b", many, sentence)
    return re.sub(r"\b(minuto|hora|dia)(?=$)", r"\1s", sentence)


SENTENCES = [in_plural(line) for line in re.findall(r"^ +(?:Dado|Quando|Então|E) (?:que )?(.*)$", TEXT, re.MULTILINE)]
