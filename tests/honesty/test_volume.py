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
    assert took.calls >= PRODUCTS


def test_every_product_is_mapped_and_nothing_changes(rows):
    assert volume.map_(rows).products == PRODUCTS


def test_the_laws_are_looked_at(rows, monkeypatch):
    monkeypatch.setattr(volume, "integrei", lambda stage, operation: None)
    with pytest.raises(volume.LawBroken):
        volume.map_(rows[:2])
