"""A command line that makes no sense is told in Portuguese, whichever command it is for."""

import pytest


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("voar", "não há o comando 'voar'"),
        ("world voar", "não há o comando 'voar'"),
        ("--cor", "não há a opção --cor"),
        ("world list --cor", "não há a opção --cor"),
        ("world delete", "falta ID"),
        ("world list extra", "sobra extra"),
        ("clock advance --to", "a opção --to não foi usada como se deve"),
        ("limits talvez", "[observe|enforce|off] não serve: use um de observe, enforce, off"),
        ("world create --clock parado", "--clock não serve: use um de frozen, real"),
        ("world create --seed x", "--seed não serve: use um número inteiro"),
        ("fault add latency --seconds x", "--seconds não serve: use um número"),
        ("serve --port 70000", "--port não serve: use um número de 0 a 65000"),
        ("verify --patience -1", "--patience não serve: use um número a partir de 0"),
        ("world export --output /", "--output não serve: veja o que vale"),
    ],
)
def test_it_is_told_in_portuguese(call, words, reason):
    ended = call(*words.split())

    first, second = ended.stderr.splitlines()
    assert (ended.exit_code, first) == (2, f"homologa: {reason}.")
    assert second.startswith("Veja «")
    assert second.endswith("--help».")


def test_a_group_alone_shows_its_help(call):
    ended = call("world")

    assert "Cria, mostra, guarda e restaura mundos." in ended.output


def test_what_a_command_says_itself_is_left_alone(call):
    assert call("verify", "nao/ha").stderr.startswith("homologa: o caminho «nao/ha» não existe.\n")
