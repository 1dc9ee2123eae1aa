"""Which platforms a world has, and what becomes of it when others come and go."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.platform import BirthCredential, installed_platforms
from homologa.simulators.kernel.store import Collection
from homologa.simulators.site import build

OPPORTUNITY = 0.2
"""Seconds in which another thread would have its way if nothing kept it from it."""
MORE = Collection("more", {"title": str})


@pytest.fixture
def installed(rebuilt):
    """Adds a second platform to a toy."""

    def add(toy, **changes):
        (first,) = toy.worlds.platforms
        changed = {"name": "outra", "title": "Outra", "port": 2, **changes}
        toy.worlds.platforms = (first, rebuilt(first, **changed))
        return toy

    return add


def test_a_world_has_the_platforms_that_are_named(toy, installed):
    world = installed(toy).worlds.create(id="um", platforms=["outra"])

    assert list(world.platforms) == ["outra"]
    with pytest.raises(NotFound):
        world.view("toy", "notas", {})
    assert world.minted() == [("outra", "token", world.minted()[0][2])]


def test_without_names_it_has_all(toy, installed):
    assert list(installed(toy).worlds.create(id="um").platforms) == ["toy", "outra"]


@pytest.mark.parametrize(("names", "why"), [(["toy", "nenhuma"], "não há plataforma nenhuma"), ([], "ao menos 1")])
def test_what_is_not_there_is_refused_and_leaves_no_world(toy, names, why):
    with pytest.raises(UsageError, match=why):
        toy.worlds.create(id="um", platforms=names)

    assert toy.worlds.create(id="um")


def test_a_kept_world_is_read_when_another_platform_is_installed(kept, installed):
    first = kept()
    first.note(first.worlds.create(id="um"), "leite")
    first.worlds.close()

    second = installed(kept())
    (world,) = second.worlds.reopen()

    assert second.worlds.refused == {}
    assert second.notes(world) == ["leite"]
    assert list(world.platforms) == ["toy"]
    world.reset()
    assert second.notes(world) == []


@pytest.mark.parametrize(
    ("changes", "why"), [(None, "outra, que não está aqui"), ({"collections": (MORE,)}, "os dados de Outra")]
)
def test_a_kept_world_whose_platform_is_gone_or_another_is_refused_by_its_name(kept, installed, changes, why):
    first = installed(kept())
    first.worlds.create(id="um").view("outra", "notas", {})
    first.worlds.close()

    second = kept() if changes is None else installed(kept(), **changes)
    second.worlds.reopen()

    assert why in second.worlds.refused["um"]


def test_a_platform_that_a_kept_world_has_not_used_may_change(kept, installed):
    first = installed(kept())
    first.note(first.worlds.create(id="um"), "leite")
    first.worlds.close()

    second = installed(kept(), collections=(MORE,))
    (world,) = second.worlds.reopen()

    assert (second.worlds.refused, second.notes(world)) == ({}, ["leite"])
    with world.work("outra") as work:
        assert work.documents(MORE).count() == 0


def test_a_snapshot_of_a_platform_of_another_version_is_refused_by_its_name(kept, installed):
    first = installed(kept())
    world = first.worlds.create(id="um")
    world.view("outra", "notas", {})
    world.snapshot("foto")
    world.reset()
    first.worlds.close()
    (again,) = installed(kept(), collections=(MORE,)).worlds.reopen()

    with pytest.raises(
        UsageError, match=r"a fotografia “foto” \(.*\): os dados de Outra foram gravados por outra versão"
    ):
        again.restore("foto")


def mint_and_paint(world):
    with world.work("toy") as work:
        work.mint("token", "um-so")
        work.set_setting("cor", "azul")


def test_a_credential_of_two_worlds_is_refused_in_words_and_changes_nothing(toy, world):
    mint_and_paint(world)
    second = toy.worlds.create(id="dois")

    with pytest.raises(UsageError, match="“token” de toy já é de outro mundo"):
        mint_and_paint(second)

    assert toy.owner("um-so") is world
    with second.work("toy", write=False) as work:
        assert work.setting("cor", "") == ""


def test_of_two_worlds_that_take_one_credential_at_once_one_has_it(toy, world):
    second, later = toy.worlds.create(id="dois"), []
    assert toy.token(world) != toy.token(second)

    def overtake(statement):
        if statement == "COMMIT" and not later:
            later.append(threads.submit(mint_and_paint, second))
            wait(later, timeout=OPPORTUNITY)

    with ThreadPoolExecutor() as threads:
        world.store.connection.set_trace_callback(overtake)
        mint_and_paint(world)

    assert isinstance(later[0].exception(), UsageError)
    assert toy.owner("um-so") is world


def test_a_world_that_would_take_anothers_credential_is_not_made(toy, world):
    toy.rebuild(credentials=(BirthCredential("token", "token", form="um-so"),))
    toy.worlds.create(id="dois")

    with pytest.raises(UsageError, match="já é de outro mundo"):
        toy.worlds.create(id="tres")

    assert [one.id for one in toy.worlds.all()] == ["um", "dois"]


def test_a_platform_draws_what_it_draws_whatever_others_do(toy, installed):
    alone = toy.worlds.create(id="um", platforms=["toy"])
    both = installed(toy).worlds.create(id="dois")

    with both.work("outra") as work:
        [work.stream("dado").random() for _ in range(3)]
    drawn = []
    for world in (alone, both):
        with world.work("toy") as work:
            drawn.append([work.stream(name).random() for name in ("dado", "")])

    assert drawn[0] == drawn[1]


def test_only_what_is_named_is_served():
    made = build(platforms=["novaoito"])

    assert list(made.apps) == ["novaoito"]
    assert list(made.worlds.create(id="um").platforms) == ["novaoito"]
    made.worlds.close()


def test_a_name_that_no_package_brings_is_refused():
    with pytest.raises(UsageError, match="não há plataforma nenhuma; há: novaoito, tiny"):
        installed_platforms(["nenhuma"])
