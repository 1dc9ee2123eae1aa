"""Money, parcels, texts, documents and days: what holds whatever the platforms are."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.sync.core.rules import dates, documents, money, parcels
from homologa.sync.core.rules.texts import cut

amounts = st.decimals(0, 100_000, places=2)
quantities = st.decimals("0.001", 500, places=3)
prices = st.decimals(0, 10_000, places=4)
CHARACTERS = ("a", "ç", " ", "e\u0301", "👩\u200d👧", "🇧🇷", "👍🏽", "\r\n", "❤\ufe0f", "あ")


@given(st.lists(st.tuples(quantities, prices), max_size=8), amounts, amounts, amounts)
def test_totals_agree_to_the_cent_for_any_order(lines, freight, discount, total):
    totals = money.reconcile(lines, freight, discount, total)
    parts = (totals.products, totals.freight, totals.expenses, totals.discount)
    assert totals.total == total
    assert all(part >= 0 and part == money.to_cents(part) for part in parts)


def test_what_agrees_by_itself_gets_neither_expense_nor_discount():
    totals = money.reconcile([(Decimal(2), Decimal("9.95"))], Decimal(10), Decimal(5), Decimal("24.90"))
    assert (totals.expenses, totals.discount) == (0, 5)


@given(amounts, st.integers(1, 24))
def test_parcels_add_up_and_differ_by_a_cent_at_most(total, number):
    shares = parcels.split(total, number)
    assert (sum(shares), len(shares)) == (total, number)
    assert max(shares) - min(shares) <= money.CENT


@given(st.lists(st.sampled_from(CHARACTERS), max_size=30), st.integers(0, 40))
def test_a_cut_keeps_whole_characters_and_as_many_as_go(characters, size):
    fitting = [n for n in range(len(characters) + 1) if len("".join(characters[:n])) <= size]
    text = "".join(characters)
    expected = text if len(text) <= size else "".join(characters[: max(fitting)]).rstrip()
    assert cut(text, size) == expected


@given(st.text(max_size=60), st.integers(0, 60))
def test_a_cut_is_a_beginning_and_never_too_long(text, size):
    assert text.startswith(cut(text, size))
    assert len(cut(text, size)) <= size


@pytest.mark.parametrize(
    ("written", "bare"),
    [("123.456.789-09", "12345678909"), ("12.abc.345/01de-35", "12ABC34501DE35"), (None, ""), (123456, "123456")],
)  # fmt: skip
def test_documents_are_compared_without_their_mask(written, bare):
    assert documents.bare(written) == bare


@pytest.mark.parametrize(
    ("written", "company"),
    [("12.ABC.345/01DE-35", True), ("11444777000161", True), ("123.456.789-09", False), ("114447770001619", False),
     ("", False), (None, False)],
)  # fmt: skip
def test_a_company_has_a_cnpj(written, company):
    assert documents.is_company(written) is company


@pytest.mark.parametrize(("value", "number"), [("1.50", "1.50"), (2, "2"), ("", None), (None, None), ("NaN", None)])
def test_numbers_are_finite_or_none(value, number):
    assert money.number(value) == (None if number is None else Decimal(number))


def test_the_day_is_that_of_brasilia():
    assert dates.day_of(datetime(2026, 3, 2, 2, 59, tzinfo=UTC)).isoformat() == "2026-03-01"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), st.integers(0, 23))
def test_the_next_time_of_an_hour_is_within_a_day(now, hour):
    found = dates.next_at(hour, now)
    assert timedelta(0) < found - now <= timedelta(days=1)
    assert (found.astimezone(dates.BRASILIA).hour, found.minute) == (hour, 0)
