import pytest
from click.testing import CliRunner

from homologa.features.kit.coverage import pages, report
from homologa.features.kit.coverage.citations import Citations, Proof
from homologa.features.kit.coverage.command import cobertura
from homologa.features.kit.coverage.pages import Page, Statement
from homologa.features.kit.embedded import Operation, operations

TEST = """
import pytest

@pytest.mark.fact("tiny-api2", 4, 6)
@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.fact("tiny-api2", 7))])
def test_a(n):
    pass
"""
FEATURE = """# language: pt
Funcionalidade: Canecas

  @NOV-06 @fato-novaoito-16
  Esquema do Cenário: Uma caneca
    Quando envio <algo>

    @NOV-07
    Exemplos:
      | algo |
      | a    |
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout with one test and one scenario."""
    for name, text in (("tests/x/test_it.py", TEST), ("features/x/canecas.feature", FEATURE)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    return tmp_path


@pytest.fixture
def run(checkout):
    return lambda *options: CliRunner().invoke(cobertura, [*options, str(checkout)])


@pytest.fixture
def page(checkout):
    """A section of the page as it is kept."""

    def section(start):
        whole = (checkout / "docs" / "coverage.md").read_text("utf-8")
        return whole.split(f"\n**{start}**")[1].split("\n\n**")[0]

    return section


def test_the_page_names_who_proves_what(run, page):
    assert run().exit_code == 0

    assert page("16").endswith("- `features/x/canecas.feature`\n  - Uma caneca")
    assert page("NOV-06").endswith("- `features/x/canecas.feature`\n  - Uma caneca")
    assert page("NOV-07").endswith("- `features/x/canecas.feature`\n  - Uma caneca")
    assert page("NOV-08").endswith("- *sem cenário*")
    assert page("IDE-01").endswith("- *ainda não*")


def test_a_mark_counts_for_each_of_its_numbers(run, checkout):
    run()
    text = (checkout / "docs" / "coverage.md").read_text("utf-8")

    assert text.count("- `tests/x/test_it.py`\n  - test_a") == 3
    assert "| afirmações de tiny-api2 | 3 |" in text


def test_statements_without_a_proof_are_told(run):
    told = run().stdout

    assert "sem prova: tiny-api2 8: Plano sem API" in told
    assert "sem prova: tiny-api2 4:" not in told


def test_a_page_that_is_another_is_told_how_to_be_renewed(run, checkout):
    never = run("--check")
    run()
    kept = run("--check")
    (checkout / "tests" / "x" / "test_it.py").write_text(TEST.replace("test_a", "test_b"), encoding="utf-8")
    old = run("--check")

    assert [done.exit_code for done in (never, kept, old)] == [1, 0, 1]
    assert "renove com «homologa cobertura»" in never.stderr
    assert old.stderr == never.stderr


def test_where_a_proof_stands_in_its_file_is_nothing_to_the_page(run, checkout):
    run()
    file = checkout / "tests" / "x" / "test_it.py"
    file.write_text(f"# A comment.\n\n{TEST}", encoding="utf-8")

    assert run("--check").exit_code == 0


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("tests/x/test_it.py", TEST.replace("4, 6", "4, 999"), "test_a: não há a afirmação 999 de tiny-api2"),
        ("tests/x/test_it.py", TEST.replace("tiny-api2", "tiny"), "test_a: não há a afirmação 4 de tiny"),
        ("tests/x/test_it.py", TEST.replace("4, 6", "*NUMBERS"), "test_a: escreva a página e os números"),
        ("tests/x/test_it.py", TEST.replace(", 4, 6", ""), "test_a: escreva a página e os números"),
        ("features/x/canecas.feature", FEATURE.replace("-16", "-99"), "Uma caneca: não há a afirmação 99 de novaoito"),
    ],
)
def test_a_proof_of_what_does_not_exist_is_refused(run, checkout, name, text, told):
    (checkout / name).write_text(text, encoding="utf-8")

    done = run()

    assert (done.exit_code, f"{name}: {told}" in done.stderr) == (1, True)
    assert not (checkout / "docs" / "coverage.md").exists()


def test_another_folder_is_no_checkout(tmp_path):
    done = CliRunner().invoke(cobertura, [str(tmp_path)])

    assert done.exit_code == 2
    assert "não é um checkout" in done.stderr


def described(**services):
    """The coverage of a platform with a proof, with one operation that is left out in part, and these services."""
    held = enumerate(("", "", "pedidos"), 1)
    statements = {
        n: Statement(f"x-v1 {n}", "x", "documento", "plataforma", "Nada", "x-v1", n, awaits) for n, awaits in held
    }
    operation = Operation("x", "x-v1", "itens.obter", ("GET /itens/{}",), "doc", "x §1", "sem fotos")
    page = Page("x-v1", statements, services)
    return report.Coverage(Citations({("x-v1", 1): frozenset({Proof("t.py", "")})}, {}), (operation,), (page,), ())


def test_what_is_not_built_yet_is_told_apart_from_what_nobody_proves():
    coverage = described()
    text = report.markdown(coverage)

    assert coverage.unproved == ["x-v1 2: Nada"]
    two, three = (f"**{number}** (documento; plataforma) Nada\n\n- " for number in (2, 3))
    assert f"{two}*sem prova*\n\n{three}*ainda não: pedidos*" in text
    assert "| afirmações de x-v1 | 1 | 1 | 1 |" in text


def test_operations_are_whole_partial_or_absent():
    text = report.markdown(described(**{"GET /itens/{}": "", "itens.obter": "", "itens.apagar": "ainda não"}))

    assert text.endswith(
        "| `itens.obter` | parcial: sem fotos | documentada | x §1 |\n| `itens.apagar` | ausente: ainda não |  |  |\n"
    )


def test_an_absence_without_a_reason_is_a_fault():
    assert described(gone="").faults == ["x-v1: o serviço gone não é simulado e não se diz por quê"]
    assert described(gone="ainda não").faults == []


def test_the_registries_are_those_of_the_platforms():
    found = {operation.name: operation for operation in operations()}

    assert (found["produto.obter"].contract, found["produto.obter"].fidelity) == ("tiny-api2", "doc")
    assert "GET /products/{}" in found["products.get"].calls


@pytest.mark.parametrize(("name", "last"), [("tiny-api2", 65), ("novaoito", 50)])
def test_the_statements_of_a_page_are_numbered_without_a_gap(name, last):
    held = pages.load()[name].statements

    assert list(held) == list(range(1, last + 1))
    assert {statement.subject for statement in held.values()} <= {"plataforma", "conector", "ambos"}
    origins = {"documento", "cliente", "decisao", "projeto", "reconstruido"}
    assert {statement.origin for statement in held.values()} <= origins


def test_what_a_page_does_not_say_is_told_apart_and_only_warns():
    held = pages.load()["novaoito"].statements

    added = {number: statement for number, statement in held.items() if statement.origin == "projeto"}
    assert (set(added), {statement.only_warns for statement in added.values()}) == ({49, 50}, {True})
