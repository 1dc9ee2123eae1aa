import pytest

from homologa.simulators.kernel import export, packs
from homologa.simulators.kernel.errors import UsageError


def test_a_world_begins_with_the_account_alone(toy, world):
    assert (world.pack, toy.notes(world)) == ("vazia", [])
    assert toy.owner(toy.token(world)) is world


def test_a_world_begins_with_what_its_pack_brings(toy):
    world = toy.worlds.create(pack="cheia")

    assert toy.notes(world) == ["primeira", "segunda"]
    assert toy.owner(toy.token(world)) is world


def test_a_pack_is_part_of_how_a_world_was_made(toy):
    world = toy.worlds.create(pack="cheia")
    made = export.text(world)
    toy.note(world, "terceira")

    world.reset()

    assert export.text(world) == made


def test_a_pack_that_is_not_there_is_refused(toy):
    with pytest.raises(UsageError, match="não há pacote “cheio”; há: vazia, cheia"):
        toy.worlds.create(id="um", pack="cheio")

    assert toy.worlds.all() == []


def test_packs_are_listed_with_what_they_bring(toy):
    assert packs.list_packs(toy.worlds.platforms) == {
        "vazia": {"toy": "Só a conta, sem nenhum cadastro."},
        "cheia": {"toy": "Duas notas, que ninguém recebe."},
    }
