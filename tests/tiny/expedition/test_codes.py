import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.simulators.tiny.rules.expedicoes.codigos import codigo, e_valido, url

LAW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
SERVICES = st.text(st.characters(min_codepoint=65, max_codepoint=90), min_size=2, max_size=2)
NUMBERS = st.integers(0, 10**8 - 1)


@pytest.mark.parametrize(
    ("number", "digit"),
    [(47312482, 9), (0, 5), (10000000, 3), (1, 4), (12345678, 5)],
)
def test_the_check_digit_is_that_of_the_standard(number, digit):
    # 47312482 is the worked example of the Universal Postal Union: RA473124829US.
    assert codigo("RA", number) == f"RA{number:08}{digit}BR"


@LAW
@given(SERVICES, NUMBERS)
def test_what_is_made_is_valid(service, number):
    made = codigo(service, number)

    assert (len(made), made[:2], made[2:10], made[-2:]) == (13, service, f"{number:08}", "BR")
    assert e_valido(made)
    assert url(made).endswith(made)


@LAW
@given(NUMBERS, st.integers(2, 10), st.integers(1, 9))
def test_a_digit_that_changes_is_found_out(number, place, more):
    made = codigo("PN", number)
    changed = f"{made[:place]}{(int(made[place]) + more) % 10}{made[place + 1 :]}"

    # The standard writes 0 for a rest of 1 and 5 for one of 0, and so two changes in a hundred go unseen.
    assert not e_valido(changed) or {made[10], changed[10]} <= {"0", "5"} or made[10] == changed[10]


@pytest.mark.parametrize(
    "text", ["", "PN438172058", "pn438172054BR", "PN43817205XBR", "PN438172054B", " PN438172054BR"]
)
def test_another_text_is_no_code(text):
    assert not e_valido(text)
