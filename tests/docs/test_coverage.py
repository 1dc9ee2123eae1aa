from pathlib import Path

from click.testing import CliRunner

from homologa.features.kit.coverage.command import cobertura


def test_the_coverage_page_is_what_the_proofs_give():
    done = CliRunner().invoke(cobertura, ["--check", str(Path(__file__).parents[2])])

    assert done.exit_code == 0, done.output
