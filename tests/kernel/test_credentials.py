"""Credentials and masks cannot be foreseen, last as long as their world, and leave in no export."""

import json

import pytest

from homologa.simulators.kernel import export
from homologa.simulators.site import build


def tokens(site, world_id="um"):
    """What gives access: the id of a store, in its address, does not."""
    return [value for _, kind, value in site.worlds.get(world_id).minted() if kind != "host"]


@pytest.fixture
def made():
    """Makes a site with one world `um`."""
    sites = []

    def make(**settings):
        sites.append(site := build(**settings))
        site.worlds.create(id="um", seed=7)
        return site

    yield make
    for site in sites:
        site.worlds.close()


def test_two_installations_share_data_and_no_credential(made):
    one, other = made(), made()

    assert len(tokens(one)) >= 2
    assert set(tokens(one)).isdisjoint(tokens(other))
    assert export.text(one.worlds.get("um")) == export.text(other.worlds.get("um"))


def test_two_installations_share_no_mask(made):
    masks = {made().worlds.get("um").secrets.pseudonym("52998224725") for _ in range(2)}

    assert len(masks) == 2


def test_the_same_text_gives_the_same_credentials(made):
    assert tokens(made(credentials_from="a")) == tokens(made(credentials_from="a"))
    assert set(tokens(made(credentials_from="a"))).isdisjoint(tokens(made(credentials_from="b")))


def test_worlds_of_one_text_share_no_credential(made):
    site = made(credentials_from="a")
    site.worlds.create(id="dois", seed=7)

    assert set(tokens(site)).isdisjoint(tokens(site, "dois"))


def test_a_world_keeps_its_key_when_it_is_opened_again(kept, tmp_path):
    toy = kept()
    world = toy.worlds.create(id="um")
    key = world.secrets.key
    toy.worlds.close()

    [again] = kept().worlds.reopen()

    assert again.secrets.key == key
    assert json.loads((tmp_path / "um" / "mundo.json").read_text())["key"] == key.hex()


def test_a_restored_world_makes_credentials_of_the_same_key(made):
    world = made().worlds.get("um")
    key = world.secrets.key
    world.reset()

    assert world.secrets.key == key


def test_the_key_is_in_no_export(made):
    world = made().worlds.get("um")

    assert world.secrets.key.hex() not in export.text(world)
