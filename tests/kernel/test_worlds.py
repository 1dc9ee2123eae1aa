from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.fake_data import brazilian_faker
from homologa.simulators.kernel.world import World
from homologa.simulators.kernel.worlds import MAX_WORLDS


def test_worlds_of_one_seed_share_nothing_but_the_data(toy):
    one, two = toy.worlds.create(id="um", seed=7), toy.worlds.create(id="dois", seed=7)

    toy.note(one, "só no um")

    assert toy.notes(two) == []
    assert toy.token(one) != toy.token(two)
    assert one.source.stream("x").random() == two.source.stream("x").random()


def test_a_credential_leads_to_its_own_world(toy):
    worlds = [toy.worlds.create(id=name) for name in ("um", "dois")]

    assert [toy.owner(toy.token(world)) for world in worlds] == worlds
    assert toy.owner("de ninguém") is None
    assert toy.worlds.finder("outra")("token", toy.token(worlds[0])) is None


def test_a_value_can_be_told_of_anew(toy, world):
    token = toy.token(world)

    with world.work("toy") as work:
        work.mint("token", token, revoked=True)

    assert toy.worlds.finder("toy")("token", token) == (world, {"revoked": True})


def test_what_was_minted_in_a_unit_that_failed_is_not_found(toy, world):
    with pytest.raises(ZeroDivisionError):
        toy.fail(world, lambda work: work.mint("token", "perdido"))

    assert toy.owner("perdido") is None


def test_a_deleted_world_is_gone_with_its_credentials(toy, world):
    token = toy.token(world)

    toy.worlds.delete("um")

    assert toy.owner(token) is None
    assert toy.worlds.all() == []
    with pytest.raises(NotFound, match="não há mundo um"):
        toy.worlds.get("um")


def test_what_is_minted_while_a_world_is_deleted_leads_nowhere(toy, world, monkeypatch):
    close = world.close

    def mint_and_close():
        with world.work("toy") as work:
            work.mint("token", "tardia")
        close()

    monkeypatch.setattr(world, "close", mint_and_close)

    toy.worlds.delete("um")

    assert toy.owner("tardia") is None


def test_deleting_one_world_leaves_the_others(toy, world):
    other = toy.worlds.create(id="dois")

    toy.worlds.delete("um")

    assert toy.owner(toy.token(other)) is other


def test_restoring_rebuilds_the_index(toy, world):
    first = toy.token(world)
    world.snapshot("antes")
    with world.work("toy") as work:
        work.mint("token", first, revoked=True)
        work.mint("token", "segundo")

    world.restore("antes")

    assert toy.worlds.finder("toy")("token", first) == (world, {"revoked": False})
    assert toy.owner("segundo") is None


def test_a_restore_that_cannot_be_leaves_the_world_reachable(toy, world):
    with pytest.raises(NotFound, match="“nunca”; há: inicial"):
        world.restore("nunca")

    assert toy.owner(toy.token(world)) is world


def test_worlds_are_listed_in_the_order_of_creation(toy):
    made = [toy.worlds.create(id=name) for name in ("b", "a", "c")]

    assert toy.worlds.all() == made


def test_a_world_without_an_id_gets_one_of_its_own(toy):
    assert toy.worlds.create().id != toy.worlds.create().id


@pytest.mark.parametrize("bad", ["", "-a", "A", "á", "a b", "../a", "a" * 41])
def test_an_id_is_of_plain_letters(toy, bad):
    with pytest.raises(UsageError, match="minúsculas"):
        toy.worlds.create(id=bad)


def test_an_id_is_taken_once(toy, world):
    with pytest.raises(UsageError, match="já existe"):
        toy.worlds.create(id="um")


def test_there_is_an_end_to_worlds(toy):
    for number in range(MAX_WORLDS):
        toy.worlds.create(id=f"m{number}")

    with pytest.raises(UsageError, match="apague algum"):
        toy.worlds.create()


def test_a_unit_of_one_world_does_not_wait_for_another(toy, world):
    other = toy.worlds.create(id="dois")

    with world.work("toy"):
        toy.note(other, "enquanto isso")

    assert toy.notes(other) == ["enquanto isso"]


@pytest.fixture
def beginning(monkeypatch):
    """Has something done by every world as it begins."""

    def make(step):
        plain = World.begin
        monkeypatch.setattr(World, "begin", lambda world: plain(world) or step())

    return make


def test_a_world_that_is_being_made_is_not_there_and_its_id_is_taken(toy, beginning):
    seen = []

    def create_again():
        seen.append(toy.worlds.all())
        with pytest.raises(UsageError, match="já existe"):
            toy.worlds.create(id="um")

    beginning(create_again)
    world = toy.worlds.create(id="um")

    assert seen == [[]]
    assert toy.worlds.all() == [world]


def test_a_world_that_could_not_be_made_leaves_nothing(kept, beginning, tmp_path):
    toy, fails = kept(), [1]
    beginning(lambda: fails and 1 / (fails.pop() - 1))
    with pytest.raises(ZeroDivisionError):
        toy.worlds.create(id="um")

    assert toy.worlds.all() == list(tmp_path.glob("um*")) == []
    assert toy.worlds.create(id="um").id == "um"


def test_who_draws_believable_data_has_it_alone():
    def draw(seed):
        with brazilian_faker(seed) as generator:
            return [generator.company() for _ in range(50)]

    alone = [draw(1), draw(2)]
    with ThreadPoolExecutor(1) as pool:
        with brazilian_faker(1) as generator:
            other = pool.submit(draw, 2)
            assert wait([other], 0.1).not_done
            drawn = [generator.company() for _ in range(50)]
        assert [drawn, other.result()] == alone
