"""Accounts that are made when they are first needed, as if they had been there from the beginning."""

import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homologa.simulators.kernel import export
from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.platform import BirthCredential
from homologa.simulators.kernel.store import Collection

DRAWN = Collection("drawn", {"value": str})
NAMES = ("a", "b", "c")
BORN = (
    BirthCredential("token", "token"),
    BirthCredential("shop", "shop", 8, form="loja-{drawn}", is_public=True),
    BirthCredential("key", length=8, is_base64=True),
    BirthCredential("user", "login", 12, data={"role": "admin", "shop": "{shop}"}),
)


def seed(work):
    """What is drawn, counted, named and timed."""
    work.set_setting("token", work.birth_credential("token"))
    work.mint("page", work.uuid("page"))
    drawn = f"{work.stream('conta').random()} {work.uuid('drawn')} {work.now.isoformat()}"
    work.documents(DRAWN).add({"id": work.next_id("drawing"), "value": drawn})


def use(world, name):
    with world.work(name, write=False) as work:
        return work.documents(DRAWN).get(1)["value"]


USES = {
    "view": lambda world, name: world.view(name, "notas", {}),
    "action": lambda world, name: world.act(name, "anotar", {"titulo": "uma"}),
    "unit": use,
}


@pytest.fixture
def others(rebuilt):
    """Gives some platforms like the toy, on each of which an account draws something."""

    def make(platform):
        collections = (*platform.rooms.collections, DRAWN)
        changes = {"seed": seed, "credentials": BORN, "collections": collections, "packs": {}}
        return tuple(rebuilt(platform, name=name, title=name, **changes) for name in NAMES)

    return make


@pytest.fixture
def lazy(toy, others):
    toy.worlds.platforms = (*toy.worlds.platforms, *others(toy.worlds.platforms[0]))
    return toy


@pytest.fixture
def lazy_world(lazy):
    return lazy.worlds.create(id="um")


def accounts(world):
    """The platforms of a world on which something was made."""
    made = world.store.versions()
    return [name for name in NAMES if name in made and world.store.documents(f"{name}_drawn", DRAWN).count()]


def test_nothing_is_made_before_it_is_used_and_requests_find_the_world(lazy, lazy_world):
    told = lazy_world.credentials("a")

    assert accounts(lazy_world) == []
    assert {name: len(value) for name, value in told.items()} == {"token": 40, "shop": 13, "key": 8, "user": 12}
    assert lazy.worlds.finder("a")("login", told["user"]) == (lazy_world, {"role": "admin", "shop": told["shop"]})
    assert told["shop"].startswith("loja-")
    assert lazy.worlds.finder("a")("shop", told["shop"]) == (lazy_world, {})
    assert lazy_world.origin("a") == "https://toy.example"
    assert accounts(lazy_world) == []


@pytest.mark.parametrize("how", USES)
def test_the_first_use_makes_the_account_of_that_platform_alone(lazy_world, how):
    token = lazy_world.credentials("b")["token"]

    USES[how](lazy_world, "b")

    assert accounts(lazy_world) == ["b"]
    with lazy_world.work("b", write=False) as work:
        assert work.setting("token", "") == token


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(order=st.lists(st.sampled_from(NAMES), unique=True), pause=st.integers(0, 10**6))
def test_the_order_and_the_moment_of_the_first_use_change_nothing(lazy, order, pause):
    made = [lazy.worlds.create(id=f"m{number}") for number in range(2)]
    for world, names in zip(made, (NAMES, order), strict=True):
        for name in names:
            use(world, name)
            world.advance_by(0 if names is NAMES else pause)
    made[0].settings.move_to(made[1].clock.now())

    states = [export.text(world) for world in made]
    for world in made:
        lazy.worlds.delete(world.id)

    assert states[0] == states[1]


@pytest.mark.parametrize("used", [True, False])
def test_a_reset_brings_the_same_account_back(lazy_world, used):
    before = [use(lazy_world, "a") for _ in range(used)]

    lazy_world.reset()
    lazy_world.advance_by(60)

    assert accounts(lazy_world) == []
    assert [use(lazy_world, "a") for _ in range(used)] == before
    assert lazy_world.snapshots.names() == ("inicial",)


def test_an_account_that_cannot_be_made_is_not_there_and_is_tried_again(lazy_world, rebuilt):
    fails = itertools.chain([True], itertools.repeat(False))
    plain = lazy_world.platforms["a"].rooms.seed

    def broken(work):
        plain(work)
        if next(fails):
            raise ZeroDivisionError

    lazy_world.platforms["a"] = rebuilt(lazy_world.platforms["a"], seed=broken)

    with pytest.raises(ZeroDivisionError):
        use(lazy_world, "a")
    assert accounts(lazy_world) == []

    assert use(lazy_world, "a")


def test_where_nothing_can_be_written_an_account_is_refused_in_words_and_what_there_is_is_exported(lazy_world):
    use(lazy_world, "b")
    lazy_world.store.refuse_writes()

    with pytest.raises(ScreenRefusal):
        lazy_world.view("a", "notas", {})

    exported = json.loads(export.text(lazy_world))["platforms"]
    assert (exported["a"]["collections"], len(exported["b"]["collections"]["drawn"])) == ({}, 1)


def test_a_kept_world_knows_which_accounts_it_has(kept, others):
    first = kept()
    first.worlds.platforms = others(first.worlds.platforms[0])
    world = first.worlds.create(id="um")
    drawn, token = use(world, "a"), world.credentials("b")["token"]
    first.worlds.close()

    second = kept()
    second.worlds.platforms = others(second.worlds.platforms[0])
    (again,) = second.worlds.reopen()

    assert second.worlds.refused == {}
    assert (use(again, "a"), again.credentials("b")["token"], accounts(again)) == (drawn, token, ["a"])
