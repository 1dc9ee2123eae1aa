"""What the guides tell a stranger to do works as they tell it."""

import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SCENARIO_GUIDES = [ROOT / "README.md", ROOT / "docs" / "primeiro-cenario.md"]
BIN = Path(sys.executable).parent
TEXT = "\n".join(guide.read_text("utf-8") for guide in GUIDES)


def blocks(guide: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", guide.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> dict[str, click.Command]:
    return {entry.name: entry.load() for entry in entry_points(group="homologa.commands")}


def leaves(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
    """A command as it is typed, or those of a group."""
    if not isinstance(command, click.Group):
        return [(name, command)]
    return [leaf for inner, below in command.commands.items() for leaf in leaves(f"{name} {inner}", below)]


LEAVES = dict(leaf for name, command in commands().items() for leaf in leaves(name, command))


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("guide", SCENARIO_GUIDES, ids=lambda guide: guide.name)
def test_the_first_scenario_of_a_guide_runs_as_it_stands(guide, tmp_path):
    scenario = blocks(guide, "gherkin")[0]
    (tmp_path / "cenarios").mkdir()
    (tmp_path / "cenarios" / "minha_caneca.feature").write_text(scenario, encoding="utf-8")
    assert run("homologa", "check", "cenarios", cwd=tmp_path).returncode == 0
    done = run("homologa", "verify", "cenarios", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "NOV-06" in done.stdout


def test_the_steps_that_a_guide_adds_fit_into_its_scenario(tmp_path):
    scenario, more = blocks(ROOT / "docs" / "primeiro-cenario.md", "gherkin")[:2]
    (tmp_path / "caneca.feature").write_text(scenario + more, encoding="utf-8")
    done = run("homologa", "verify", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_pytest_example_of_the_readme_passes(tmp_path):
    (example,) = blocks(ROOT / "README.md", "python")
    (tmp_path / "test_mine.py").write_text(f"import httpx\n\n\n{example}", encoding="utf-8")
    done = run("pytest", "-q", "-p", "no:cacheprovider", "test_mine.py", cwd=tmp_path)
    assert "1 passed" in done.stdout


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_command_is_told_of(name):
    assert re.search(rf"\bhomologa {name}\b", TEXT)


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_option_of_a_command_is_told_of(name):
    options = {option for parameter in LEAVES[name].params for option in parameter.opts if option.startswith("--")}
    missing = {option for option in options if not re.search(rf"{option}\b(?!-)", TEXT)}
    assert missing == set()


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_environment_variable_of_a_command_is_told_of(name):
    variables = {parameter.envvar for parameter in LEAVES[name].params if parameter.envvar}
    missing = {variable for variable in variables if variable not in TEXT}
    assert missing == set()


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_command_and_option_explains_itself(name):
    command = LEAVES[name]
    silent = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert (bool(command.help), silent) == (True, [])


def test_every_homologa_command_in_a_guide_exists():
    used = set(
        re.findall(r"\bhomologa ([a-z]+)\b", "\n".join(block for guide in GUIDES for block in blocks(guide, "console")))
    )
    assert used <= set(commands())
