import os
import stat
from pathlib import Path

import pytest

from homologa.simulators.kernel.errors import NotFound
from homologa.simulators.kernel.storage.folder import LOCK


def killed(*_):
    raise KeyboardInterrupt


def test_a_kept_world_is_there_again(kept):
    first = kept()
    world = first.worlds.create(id="um", seed=5, limits="off")
    first.note(world, "guardada")
    world.advance_by(90)
    world.snapshot("foto")
    moment, token = world.clock.now(), first.token(world)
    first.worlds.close()

    toy = kept()
    (again,) = toy.worlds.reopen()

    assert (again.id, again.source.seed, again.clock.now(), again.limits.mode) == ("um", 5, moment, "off")
    assert toy.notes(again) == ["guardada"]
    assert toy.owner(token) is again
    assert again.snapshots.names() == ("foto", "inicial")


def test_a_kept_world_goes_on_with_its_deliveries(kept):
    first = kept()
    first.note(first.worlds.create(id="um"), "a caminho")
    first.worlds.close()

    toy = kept()
    (world,) = toy.worlds.reopen()
    world.pump.run()

    assert toy.receiver.titles == ["a caminho"]


def test_the_offset_of_a_real_clock_is_kept(kept):
    first = kept()
    world = first.worlds.create(id="um")
    world.set_clock_mode("real")
    world.advance_by(86_400)
    moment = world.clock.now()
    first.worlds.close()

    (again,) = kept().worlds.reopen()

    assert again.clock.mode == "real"
    assert 0 <= (again.clock.now() - moment).total_seconds() < 60


def test_a_deleted_world_leaves_no_file(kept, tmp_path):
    toy = kept()
    toy.worlds.create(id="um").snapshot("foto")

    toy.worlds.delete("um")

    assert list(tmp_path.glob("um*")) == []


def test_a_world_whose_making_was_cut_short_is_not_there(kept, tmp_path, monkeypatch):
    toy = kept()
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        toy.worlds.create(id="um")
    toy.worlds.close()
    monkeypatch.undo()

    again = kept()

    assert again.worlds.reopen() == []
    assert again.notes(again.worlds.create(id="um")) == []


def test_a_snapshot_that_was_cut_short_leaves_the_one_before(kept, monkeypatch):
    toy = kept()
    world = toy.worlds.create(id="um")
    monkeypatch.setattr(Path, "replace", killed)
    toy.note(world, "a")
    with pytest.raises(KeyboardInterrupt):
        world.snapshot("inicial")
    monkeypatch.undo()

    world.reset()

    assert toy.notes(world) == []
    assert world.snapshots.names() == ("inicial",)


def test_a_kept_world_knows_no_snapshot_that_was_not_taken(kept):
    world = kept().worlds.create(id="um")

    with pytest.raises(NotFound, match="não há fotografia “foto”"):
        world.restore("foto")


def test_nobody_else_can_read_what_is_kept(kept, tmp_path):
    before = os.umask(0)
    try:
        toy = kept()
        world = toy.worlds.create(id="um")
        toy.note(world, "guardada")
        world.snapshot("foto")
        world.journal.count()
        found = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    finally:
        os.umask(before)

    assert {path.name for path in found} >= {
        LOCK,
        "mundo.json",
        "world.db",
        "journal.db",
        "journal.spool",
        "foto.snapshot",
    }
    assert {mode for path, mode in found.items() if path.is_file()} == {0o600}
    assert {mode for path, mode in found.items() if path.name == "um"} == {0o700}


def test_a_lock_that_others_could_read_is_closed_to_them(kept, tmp_path):
    lock = tmp_path / LOCK
    lock.touch(0o644)

    kept()

    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
