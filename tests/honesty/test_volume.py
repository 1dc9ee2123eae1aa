"""A whole catalogue, made up in the shape of real ones, goes both ways and keeps every law."""

import catalogue
import pytest
import volume

PRODUCTS = 120


@pytest.fixture(scope="module")
def rows() -> list[catalogue.Row]:
    return catalogue.made_up(PRODUCTS)


def test_every_product_is_sent_once_and_linked(rows):
    took = volume.send(rows)
    assert took.products == PRODUCTS
    assert PRODUCTS < took.least <= took.calls < 1.5 * took.least


def test_every_product_is_mapped_and_nothing_changes(rows):
    assert volume.map_(rows).products == PRODUCTS


def test_under_limits_time_passes_and_the_calls_stay_few(rows):
    took = volume.send(rows, "enforce")
    assert took.passed > PRODUCTS - 20
    assert took.calls < 2 * took.least


def test_every_notice_of_stock_is_followed_under_limits_too(rows):
    took = volume.stock(rows[:40], "enforce")
    assert took.calls < 2 * took.least


def test_the_laws_are_looked_at(rows, monkeypatch):
    monkeypatch.setattr(volume, "integrei", lambda stage, operation: None)
    with pytest.raises(volume.LawBroken):
        volume.map_(rows[:2])
