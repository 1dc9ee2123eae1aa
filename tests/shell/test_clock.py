import pytest

from homologa.simulators.shell.clock import duration
from homologa.simulators.shell.failures import Misuse


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("45s", 45),
        ("30min", 1800),
        ("2m", 120),
        ("1h30min", 5400),
        ("1h 30", 3630),
        ("2d", 172800),
        ("0,5", 0.5),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text, seconds):
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "já", "1x", "-5", "1.h"])
def test_what_is_no_length_of_time_is_told(text):
    with pytest.raises(Misuse, match="não entendi o tempo"):
        duration(text)


def test_the_clock_is_shown(world, homologa):
    assert homologa("clock", "show") == "Relógio parado: 03/11/2026 09:00:00; nenhuma entrega à espera.\n"


@pytest.mark.parametrize(
    ("words", "then"),
    [
        (("90",), "09:01:30"),
        (("1h30min",), "10:30:00"),
        (("--to", "2026-11-03T18:00"), "18:00:00"),
        (("--to", "03/11/2026 18:00"), "18:00:00"),
        (("--next",), "09:00:00"),
        (("--hold", "5"), "09:00:05"),
    ],
)
def test_the_clock_is_moved(world, homologa, words, then):
    assert f"03/11/2026 {then};" in homologa("clock", "advance", *words)


@pytest.mark.parametrize("words", [(), ("5", "--next"), ("--next", "--to", "2026-11-04"), ("ontem",), ("--to", "x")])
def test_a_move_that_makes_no_sense_is_wrong_usage(world, call, words):
    assert call("clock", "advance", *words).exit_code == 2


@pytest.mark.parametrize("moment", ["2026-11-03T08:59", "2026-11-03T11:59Z", "02/11/2026 09:00"])
def test_a_moment_that_has_passed_is_refused_and_the_clock_stays(world, call, homologa, moment):
    result = call("clock", "advance", "--to", moment)

    assert (result.exit_code, "já são 03/11/2026 09:00:00" in result.stderr) == (2, True)
    assert "03/11/2026 09:00:00" in homologa("clock", "show")


def test_the_clock_can_be_moved_to_where_it_is(world, homologa):
    assert "03/11/2026 09:00:00;" in homologa("clock", "advance", "--to", "2026-11-03T12:00Z")


def test_the_clock_runs_and_stops(world, homologa):
    assert homologa("clock", "run").startswith("Relógio correndo: ")
    assert homologa("clock", "freeze").startswith("Relógio parado: ")


def test_limits_are_shown_and_set(world, homologa, answer):
    assert homologa("limits").startswith("Limites observados.\nplataforma ")
    assert homologa("limits", "enforce") == "Limites cobrados.\n"
    assert answer("limits", "off") == {"mode": "off"}
