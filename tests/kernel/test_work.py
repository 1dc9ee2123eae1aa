import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.errors import PlatformError, ScreenRefusal
from homologa.simulators.kernel.screens import Screens


def test_a_unit_is_kept_whole(toy, world):
    with world.work("toy") as work:
        work.set_setting("cor", "azul")
        work.next_id("contador")
        work.mint("token", "novo")

    with world.work("toy") as work:
        assert work.setting("cor", "") == "azul"
        assert work.next_id("contador") == 2
    assert toy.owner("novo") is world


def test_a_unit_that_fails_leaves_nothing(toy, world):
    def step(work):
        toy.collection(work).add({"id": work.next_id("note"), "title": "meia"})
        work.set_setting("cor", "azul")
        work.emit("note.added", id=1)

    with pytest.raises(ZeroDivisionError):
        toy.fail(world, step)

    with world.work("toy", write=False) as work:
        assert work.setting("cor", "nenhuma") == "nenhuma"
    assert toy.notes(world) == []
    assert world.outbox.find() == []
    assert toy.note(world, "primeira")["id"] == 1


def test_a_unit_that_is_interrupted_leaves_nothing(toy, world):
    with pytest.raises(KeyboardInterrupt):
        toy.fail(world, lambda work: toy.collection(work).add({"id": 1, "title": "meia"}), KeyboardInterrupt)

    assert toy.notes(world) == []


def test_a_unit_fails_whole_when_a_delivery_cannot_be_made(toy, world):
    def unit():
        with world.work("toy") as work:
            toy.collection(work).add({"id": 1, "title": "meia"})
            work.emit("note.added")

    with pytest.raises(KeyError):
        unit()
    assert toy.notes(world) == []


def test_a_record_of_a_batch_fails_alone(toy, world):
    with world.work("toy") as work:
        for title in ("a", "b", "a", "c"):
            try:
                with work.savepoint():
                    work.mint("nota", title)
                    work.emit("note.added", id=work.next_id("note"))
                    toy.collection(work).add({"id": work.next_id("key"), "title": title})
                    work.mint("título", title)
            except sqlite3.IntegrityError:
                continue
        assert [event.data["id"] for event in work.events] == [1, 2, 3]
        assert [kind for kind, _, _ in work.minted] == ["nota", "título"] * 3
        work.events.clear()

    assert toy.notes(world) == ["a", "b", "c"]


def test_savepoints_nest(toy, world):
    def part(work):
        with work.savepoint():
            toy.collection(work).add({"id": 2, "title": "de dentro"})
            raise ZeroDivisionError

    with world.work("toy") as work, work.savepoint():
        toy.collection(work).add({"id": 1, "title": "de fora"})
        with pytest.raises(ZeroDivisionError):
            part(work)
        toy.collection(work).add({"id": 3, "title": "depois"})

    assert toy.notes(world) == ["de fora", "depois"]


def test_a_unit_within_a_unit_is_refused_and_undoes_both(toy, world):
    def step(work):
        toy.collection(work).add({"id": 1, "title": "de fora"})
        toy.note(world, "de dentro")

    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        toy.fail(world, step)
    assert toy.notes(world) == []
    toy.note(world, "e o mundo segue")


def test_a_look_within_a_unit_sees_what_it_wrote(toy, world):
    with world.work("toy") as work:
        toy.collection(work).add({"id": 1, "title": "nova"})
        assert toy.notes(world) == ["nova"]


def test_counters_are_of_one_platform_and_kind(world):
    with world.work("toy") as work:
        assert [work.next_id("a"), work.next_id("a"), work.next_id("b", 100), work.next_id("b")] == [1, 2, 100, 101]
        assert work.uuid("a") != work.uuid("a")
        assert len({work.secret("a"), work.secret("a"), work.secret("b")}) == 3
    rows = world.store.rows("SELECT name FROM counter WHERE name LIKE '%/a' ORDER BY name")
    assert rows == [("toy/a",), ("toy/secret/a",)]


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_an_action_does_all_or_nothing(toy, titles):
    world = toy.worlds.create()
    toy.receiver.got.clear()
    try:
        world.act("toy", "anotar_varias", {"titulos": titles})
    except sqlite3.IntegrityError:
        assert toy.notes(world) == []
        assert len(set(titles)) < len(titles)
    else:
        assert toy.notes(world) == titles
    assert toy.receiver.titles == toy.notes(world)
    toy.worlds.delete(world.id)


def test_a_refused_action_changes_nothing_and_says_why_in_the_journal(toy, world, receiver):
    with pytest.raises(ScreenRefusal, match=r"Não quero\."):
        world.act("toy", "recusar", {"titulo": "a"})

    (exchange,) = world.journal.find()
    assert (exchange.hint, exchange.state, exchange.breach) == ("Não quero.", "fechada", "")
    assert toy.notes(world) == receiver.got == []


def test_a_broken_action_is_the_simulators_fault(world):
    with pytest.raises(ZeroDivisionError):
        world.act("toy", "quebrar", {})

    (exchange,) = world.journal.breaches()
    assert exchange.breach == "o simulador falhou: ZeroDivisionError: um defeito"


def test_a_unit_that_waited_for_another_comes_after_it(toy, world):
    begun, moments = threading.Event(), []

    def second():
        begun.set()
        with world.work("toy") as work:
            moments.append(work.now)

    with world.work("toy"):
        thread = threading.Thread(target=second)
        thread.start()
        assert begun.wait(5)
        world.advance_by(60, deliver=False)
    thread.join(5)

    assert moments == [world.clock.now()]


def test_a_look_writes_nothing(toy, world):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        toy.note(world, "a", write=False)
    with (
        world.work("toy", write=False),
        world.work("toy", write=False) as work,
        pytest.raises(sqlite3.OperationalError),
    ):
        work.next_id("contador")

    assert toy.note(world, "b")["id"] == 1


def test_a_unit_whose_end_fails_is_undone(toy, world):
    def step(work):
        toy.collection(work).add({"id": 1, "title": "meia"})
        world.store.rows("CREATE TABLE pai (id INTEGER PRIMARY KEY)")
        world.store.rows("CREATE TABLE filho (pai REFERENCES pai DEFERRABLE INITIALLY DEFERRED)")
        world.store.rows("INSERT INTO filho VALUES (1)")

    def unit():
        with world.work("toy") as work:
            step(work)

    world.store.rows("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        unit()

    assert toy.notes(world) == []
    assert toy.note(world, "e o mundo segue")["id"] == 1


@pytest.mark.parametrize("screen", ["act", "view"])
def test_what_a_rule_refuses_a_screen_refuses_in_the_same_words(toy, world, monkeypatch, screen):
    def refuse(work):
        raise PlatformError("Não pode.")

    screens = Screens()
    screens.screen("Notas", "Recusar")(refuse)
    platform = toy.rebuild(actions=screens, views=screens)
    monkeypatch.setattr(world, "platforms", {"toy": platform})

    with pytest.raises(ScreenRefusal, match=r"^Não pode\.$"):
        getattr(world, screen)("toy", "refuse", {})


@pytest.fixture
def notifier(world):
    return world.platform("toy").rooms.notifier


def test_what_an_event_causes_is_found_without_writing(toy, world, notifier, monkeypatch):
    monkeypatch.setattr(notifier, "expand", lambda work, event: [work.uuid("delivery")], raising=True)

    with pytest.raises(sqlite3.OperationalError):
        toy.note(world, "uma")

    assert toy.notes(world) == []


def test_what_a_platform_notes_of_an_event_is_kept_with_it_and_told(toy, world, receiver, notifier, monkeypatch):
    def prepare(work, event):
        notes = toy.collection(work)
        notes.put({**notes.get(event.data["id"]), "title": "outra"})
        return [event, event]

    monkeypatch.setattr(notifier, "prepare", prepare)
    toy.note(world, "uma")
    world.deliver_pending()

    assert toy.notes(world) == ["outra"]
    assert receiver.titles == ["outra", "outra"]
