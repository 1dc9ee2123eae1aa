import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.masks.known import LONGEST, SHORTEST, KnownValues

NAME = "Maria José d'Ávila"
VALUES = st.lists(st.text("abcç 1", min_size=SHORTEST, max_size=LONGEST), min_size=1, max_size=5)


def replaced(text, *known):
    values = KnownValues()
    for value in known:
        values.add(value)
    return values.replace(text, lambda _: "‹›")


@pytest.mark.parametrize("text", [f"de {NAME}, ontem", f"de {NAME.upper()}, ontem", f"de {NAME.lower()}, ontem"])
def test_a_known_value_is_found_whatever_its_capitals(text):
    assert replaced(text, NAME) == "de ‹›, ontem"


def test_several_are_found_in_one_text():
    assert replaced(f"{NAME} e Rua das Flores: {NAME}", NAME, "Rua das Flores") == "‹› e ‹›: ‹›"


def test_the_longest_of_those_that_begin_alike_is_masked_whole():
    assert replaced("Rua das Flores Amarelas, 3", "Rua das Flores", "Rua das Flores Amarelas") == "‹›, 3"


@pytest.mark.parametrize("value", ["", "   ", "Ana", "1" * 20, "12.345-678/90", "Maria J"])
def test_what_is_short_or_a_number_is_not_looked_for(value):
    assert replaced(f"{value} aqui", value) == f"{value} aqui"


def test_a_text_of_other_scripts_is_masked_at_the_right_place():
    assert replaced("İİİ Fulana de Tal ẞ", "fulana de tal") == "İİİ ‹› ẞ"


def test_what_was_seen_longest_ago_is_forgotten():
    values = KnownValues(most=2)
    for value in ("primeira pessoa", "segunda pessoa", "primeira pessoa", "terceira pessoa"):
        values.add(value)

    assert values.replace("segunda pessoa, primeira pessoa", lambda _: "‹›") == "segunda pessoa, ‹›"


@given(
    st.lists(st.text("abcç 1", min_size=SHORTEST, max_size=LONGEST), min_size=1, max_size=5),
    st.text(" ,;", min_size=1, max_size=5),
)
def test_no_known_value_is_left(values, between):
    known = KnownValues()
    for value in values:
        known.add(value)
    left = known.replace(between.join(values), lambda _: "‹›")

    assert not [value for value in values if value.strip() and any(map(str.isalpha, value)) and _is_in(value, left)]


def _is_in(value, text):
    bare = value.strip().lower()
    return len(bare) >= SHORTEST and bare in text.lower()


def test_a_long_value_is_known_to_its_end():
    value = " ".join(f"palavra{number:03}" for number in range(60))

    assert "palavra" not in replaced(f"antes {value} depois", value)
