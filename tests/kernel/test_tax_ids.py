"""CPF and CNPJ. The number with letters is the example of the rule itself; the others are known ones."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel import tax_ids

CPF, CNPJ, LETTERS = "52998224725", "11222333000181", "12ABC34501DE35"
BODIES = st.text(string.digits + string.ascii_uppercase, min_size=12, max_size=12)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("529.982.247-25", CPF),
        ("11.222.333/0001-81", CNPJ),
        ("12.ABC.345/01DE-35", LETTERS),
        ("12.abc.345/01de-35", LETTERS),
        ("12abc34501de35", LETTERS),
        (" 12ABC345 01DE-35\n", LETTERS),
        ("3571812016", "3571812016"),
        ("", ""),
    ],
)
def test_a_number_is_bare_however_it_is_written(written, number):
    assert tax_ids.bare(written) == number


@pytest.mark.parametrize("text", ["ISENTO", "AB-123456", "12ABC34501DEX5", "12ABC34501DE3", "12ÁBC34501DE35", "١" * 14])
def test_what_is_none_stays_as_it_is(text):
    assert tax_ids.bare(f" {text} ") == text
    assert (tax_ids.is_valid(text), tax_ids.masked(text)) == (False, text)


@pytest.mark.parametrize(
    ("number", "mask"),
    [(CPF, "529.982.247-25"), (CNPJ, "11.222.333/0001-81"), (LETTERS, "12.ABC.345/01DE-35")],
)
def test_a_number_is_valid_and_has_its_mask(number, mask):
    assert (tax_ids.is_valid(number), tax_ids.masked(number)) == (True, mask)
    assert (tax_ids.is_cpf(number), tax_ids.is_cnpj(number)) == (number == CPF, number != CPF)


@pytest.mark.parametrize("number", [CPF, CNPJ, LETTERS])
@pytest.mark.parametrize("place", [0, -1, -2])
def test_one_wrong_character_is_seen(number, place):
    places = list(number)
    places[place] = str((int(places[place]) + 1) % 10)

    assert not tax_ids.is_valid("".join(places))


@pytest.mark.parametrize("number", ["12abc34501de35", "12.ABC.345/01DE-35", f"{CPF}\n", CPF[1:], ""])
def test_only_a_bare_number_is_valid(number):
    assert not tax_ids.is_valid(number)


def by_the_book(body):
    """The check digits as the rule tells them: each by its own row of weights, from the left."""
    first = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    for weights in (first, [6, *first]):
        rest = sum((ord(sign) - 48) * weight for sign, weight in zip(body, weights, strict=True)) % 11
        body += "0" if rest < 2 else str(11 - rest)
    return body


@given(BODIES)
def test_a_cnpj_is_completed_by_the_rule(body):
    assert tax_ids.completed(body) == by_the_book(body)
    assert tax_ids.is_valid(tax_ids.completed(body))
    assert tax_ids.bare(tax_ids.masked(tax_ids.completed(body)).lower()) == tax_ids.completed(body)
