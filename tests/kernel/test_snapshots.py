import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.storage import snapshots
from homologa.simulators.kernel.store import Store

CHANGES = st.lists(st.tuples(st.sampled_from(["add", "remove", "setting", "count"]), st.integers(1, 5)), max_size=10)


def change(toy, world, changes):
    for kind, number in changes:
        with world.work("toy") as work:
            if kind == "add" and toy.collection(work).get(number) is None:
                toy.collection(work).add({"id": number, "title": f"título {number}"})
            elif kind == "remove":
                toy.collection(work).remove(number)
            elif kind == "setting":
                work.set_setting("cor", number)
            elif kind == "count":
                work.next_id(f"contador {number}")


def titles(toy, work, text):
    return [note["title"] for note in toy.collection(work).find(*toy.collection(work).containing(text))]


def state(world):
    return list(world.store.connection.iterdump())


@pytest.fixture
def file_toy(kept):
    return kept()


@pytest.fixture(params=["memory", "file"])
def anywhere(request, toy, kept):
    return toy if request.param == "memory" else kept()


@given(before=CHANGES, after=CHANGES)
def test_snapshot_then_restore_is_identity(toy, before, after):
    assert_identity(toy, before, after)


@given(before=CHANGES, after=CHANGES)
def test_snapshot_then_restore_is_identity_in_a_file(file_toy, before, after):
    assert_identity(file_toy, before, after)


def assert_identity(toy, before, after):
    world = toy.worlds.create()
    change(toy, world, before)
    world.snapshot("antes")
    kept = state(world)

    change(toy, world, after)
    world.advance_by(60)
    world.restore("antes")

    assert state(world) == kept
    toy.worlds.delete(world.id)


def test_clock_limits_and_waiting_deliveries_come_back(anywhere):
    world = anywhere.worlds.create(limits="enforce")
    anywhere.note(world, "a")
    world.snapshot("antes")
    moment = world.clock.now()

    world.set_limit_mode("off")
    world.advance_by(3600)
    world.restore("antes")

    assert world.clock.now() == moment
    assert world.limits.mode == "enforce"
    assert [delivery.state for delivery in world.outbox.find()] == ["pending"]


def test_a_restored_world_goes_on(anywhere):
    world = anywhere.worlds.create()
    anywhere.note(world, "antes")
    world.snapshot("foto")
    anywhere.note(world, "esquecida")

    world.restore("foto")

    assert anywhere.note(world, "depois")["id"] == 2
    assert anywhere.notes(world) == ["antes", "depois"]
    with world.work("toy", write=False) as work:
        assert titles(anywhere, work, "pois") == ["depois"]


def test_a_world_goes_back_to_how_it_was_made(anywhere):
    world = anywhere.worlds.create()
    made = state(world)
    anywhere.note(world, "a")
    world.advance_by(60)

    world.reset()

    assert state(world) == made


def test_a_snapshot_of_the_same_name_is_replaced(anywhere):
    world = anywhere.worlds.create()
    world.snapshot("foto")
    anywhere.note(world, "a")
    world.snapshot("foto")
    anywhere.note(world, "b")

    world.restore("foto")

    assert anywhere.notes(world) == ["a"]
    assert sorted(world.snapshots.names()) == ["foto", "inicial"]


def test_the_journal_stays_with_a_marker(anywhere):
    world = anywhere.worlds.create()
    world.act("toy", "anotar", {"titulo": "a"})
    kept = world.journal.count()

    world.reset()

    assert world.journal.count() == kept + 1
    (marker,) = world.journal.find(newest=True, limit=1)
    assert (marker.platform, marker.operation, marker.state) == ("homologa", "restaurado: inicial", "fechada")


def test_a_restored_file_keeps_being_the_file(kept, tmp_path):
    toy = kept()
    world = toy.worlds.create(id="um")
    world.reset()
    toy.note(world, "depois da volta")
    toy.worlds.close()

    database = sqlite3.connect(tmp_path / "um" / "world.db")
    assert database.execute("SELECT title FROM toy_note").fetchall() == [("depois da volta",)]
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_a_file_world_and_a_memory_world_read_each_others_images(tmp_path):
    memory, file = Store(), Store(tmp_path / "world.db")
    memory.rows("INSERT INTO counter VALUES ('a', 1)")

    file.restore(memory.image())
    assert file.rows("SELECT * FROM counter") == [("a", 1)]
    file.rows("UPDATE counter SET value = 2")
    memory.restore(file.image())
    assert memory.rows("SELECT * FROM counter") == [("a", 2)]

    memory.close()
    file.close()


def names(world):
    with world.work("toy") as work:
        return {work.uuid("job"), work.secret("token")}


def test_what_is_named_after_a_restore_has_no_name_of_before_it(anywhere):
    world = anywhere.worlds.create()
    seen = []
    for _ in range(3):
        anywhere.note(world, "a")
        seen += [delivery.id for delivery in world.outbox.find()]
        seen += names(world)
        world.restore("inicial")

    assert len(set(seen)) == len(seen) == 9


def test_a_restored_world_of_a_file_goes_on_so_after_the_process(kept):
    toy = kept()
    world = toy.worlds.create(id="um")
    before = names(world)
    world.restore("inicial")
    between = names(world)
    toy.worlds.close()

    (again,) = kept().worlds.reopen()

    again.reset()
    assert not names(again) & (before | between)


def test_a_snapshot_can_be_deleted(anywhere):
    world = anywhere.worlds.create()
    world.snapshot("foto")

    world.snapshots.delete("foto")

    assert world.snapshots.names() == ("inicial",)
    with pytest.raises(NotFound):
        world.snapshots.delete("foto")


def test_snapshots_of_one_name_at_once_do_not_meet(anywhere):
    world = anywhere.worlds.create()

    def take(_):
        world.snapshot("foto")
        world.restore("foto")

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(take, range(40))) == [None] * 40


def test_a_snapshot_is_not_deleted_while_it_is_put_back(anywhere, monkeypatch):
    world = anywhere.worlds.create()
    world.snapshot("foto")
    other = threading.Thread(target=world.snapshots.delete, args=("foto",))
    put_back = world.store.restore

    def late(image):
        other.start()
        other.join(0.2)
        put_back(image)

    monkeypatch.setattr(world.store, "restore", late)
    world.restore("foto")
    other.join()

    assert world.snapshots.names() == ("inicial",)


def test_how_a_world_was_made_cannot_be_forgotten(anywhere):
    world = anywhere.worlds.create()

    with pytest.raises(UsageError, match="não pode ser apagado"):
        world.snapshots.delete("inicial")

    world.reset()


@pytest.mark.parametrize(
    ("limit", "told"), [("MOST", "já tem 1 fotografias"), ("MOST_MEGABYTES", "de 1 MB de memória")]
)
def test_there_is_an_end_to_snapshots(toy, world, monkeypatch, limit, told):
    monkeypatch.setattr(snapshots, limit, 1)
    toy.note(world, "a", body="x" * 1_000_000)

    with pytest.raises(UsageError, match=f"{told}.*apague alguma"):
        world.snapshot("foto")

    assert world.snapshots.names() == ("inicial",)
