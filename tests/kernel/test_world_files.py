import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.storage.folder import Folder


@pytest.fixture
def left(kept, tmp_path):
    """The folder that an earlier process left, with the worlds `bom` and `mau`."""
    toy = kept()
    for name in ("bom", "mau"):
        toy.note(toy.worlds.create(id=name), name)
    toy.worlds.close()
    return tmp_path


def refused(kept):
    """Why `mau` was not opened; the other world is there, and its files stay as they are."""
    toy = kept()
    assert [world.id for world in toy.worlds.reopen()] == ["bom"]
    assert toy.notes(toy.worlds.get("bom")) == ["bom"]
    assert toy.worlds.refused.keys() == {"mau"}
    with pytest.raises(NotFound):
        toy.worlds.get("mau")
    return toy.worlds.refused["mau"]


def change(place, sql):
    with closing(sqlite3.connect(place)) as database, database:
        database.execute(sql)


@pytest.mark.parametrize("name", ["world.db", "journal.db"])
@pytest.mark.parametrize("damage", [lambda old: b"nada" * 5000, lambda old: old[:4096] + b"\xff" * 4096 + old[8192:]])
def test_a_corrupt_file_is_refused(kept, left, name, damage):
    place = left / "mau" / name
    place.write_bytes(damage(place.read_bytes()))

    reason = refused(kept)

    assert f"o arquivo {place} está corrompido" in reason
    assert "devolva-o de uma cópia" in reason


def test_a_missing_file_is_told(kept, left):
    (left / "mau" / "world.db").unlink()

    assert f"falta o arquivo {left / 'mau' / 'world.db'}" in refused(kept)


def test_a_database_of_another_program_is_refused(kept, left):
    (left / "mau" / "world.db").unlink()
    change(left / "mau" / "world.db", "CREATE TABLE agenda (nome)")

    assert "não é de um mundo do Homologa" in refused(kept)


@pytest.mark.parametrize("sql", ["PRAGMA user_version = 7", "PRAGMA user_version = 2147483647"])
def test_a_database_of_another_version_is_refused(kept, left, sql):
    change(left / "mau" / "world.db", sql)

    assert "foi gravado por outra versão do Homologa" in refused(kept)


def test_a_newer_format_is_refused(kept, left):
    told = {**json.loads((left / "mau" / "mundo.json").read_text()), "format": 99, "version": "8.1"}
    (left / "mau" / "mundo.json").write_text(json.dumps(told))

    assert "foi gravado pela versão 8.1 do Homologa, e esta não o lê" in refused(kept)


CHARTERS = ["", "[]", "{}", '{"format": 4, "version": "1"}', "\0", "[" * 100_000]


@pytest.mark.parametrize("text", [*CHARTERS, '{"format": 4, "version": "1", "seed": Infinity, "pack": "vazia"}'])
def test_a_charter_that_makes_no_sense_is_refused(kept, left, text):
    (left / "mau" / "mundo.json").write_text(text)

    assert f"o arquivo {left / 'mau' / 'mundo.json'} está corrompido" in refused(kept)


@pytest.mark.parametrize("line", [b"[1, 2]", b"null", b'{"a": 1}', b"[" + b",".join([b"[]"] * 20) + b"]"])
def test_a_spool_that_nobody_wrote_is_refused(kept, left, line):
    (left / "mau" / "journal.spool").write_bytes(b"\n" + line + b"\n")

    assert f"os arquivos de {left / 'mau'} não são os que este Homologa grava" in refused(kept)


def test_a_journal_of_another_program_is_refused(kept, left):
    (left / "mau" / "journal.db").unlink()
    change(left / "mau" / "journal.db", "CREATE TABLE exchange (nome)")

    assert f"os arquivos de {left / 'mau'} não são os que este Homologa grava" in refused(kept)


def test_settings_that_nobody_wrote_are_refused(kept, left):
    change(left / "mau" / "world.db", "UPDATE world_state SET value = 'nada' WHERE name = 'clock'")

    assert "não são os que este Homologa grava" in refused(kept)


def test_a_world_that_was_refused_is_not_overwritten(kept, left):
    (left / "mau" / "world.db").write_bytes(b"precioso")
    toy = kept()
    toy.worlds.reopen()

    with pytest.raises(UsageError, match="o mundo mau já existe, e não pôde ser aberto: o arquivo"):
        toy.worlds.create(id="mau")

    assert (left / "mau" / "world.db").read_bytes() == b"precioso"


def test_a_folder_of_someone_else_is_left_alone(kept, left):
    shutil.rmtree(left / "mau")
    (left / "mau").mkdir()
    (left / "mau" / "fotos.zip").write_bytes(b"minhas")

    assert "não é de um mundo do Homologa; tire-a daí" in refused(kept)
    assert (left / "mau" / "fotos.zip").read_bytes() == b"minhas"


@pytest.mark.parametrize("gone", [["mundo.json"], ["mundo.json", "world.db"], ["mundo.json", "inicial.snapshot"]])
def test_what_was_left_half_made_or_half_deleted_is_removed(kept, left, gone):
    for name in gone:
        (left / "mau" / name).unlink()

    toy = kept()

    assert [world.id for world in toy.worlds.reopen()] == ["bom"]
    assert (toy.worlds.refused, (left / "mau").exists()) == ({}, False)


def test_the_folder_is_for_one_process_at_a_time(kept, tmp_path):
    first = kept()

    with pytest.raises(UsageError, match=f"a pasta {tmp_path} está em uso por outro processo"):
        kept()

    first.worlds.close()
    assert kept().worlds.reopen() == []


def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "arquivo").write_text("")

    with pytest.raises(UsageError, match="não foi possível usar a pasta"):
        Folder(tmp_path / "arquivo" / "dados")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda old: old[:-1], "está corrompida"),
        (lambda old: b"", "está corrompida"),
        (lambda old: old[:60] + b"\0\0\0\x07" + old[64:], "foi tirada por outra versão"),
        (lambda old: old[:68] + b"Abcd" + old[72:], "não é de um mundo do Homologa"),
        (lambda old: old[:4096] + b"\xff" * 4096 + old[8192:], "está corrompida"),
        (lambda old: old[:100] + b"\xff" * 100 + old[200:], "está corrompida"),
    ],
)
def test_a_snapshot_that_cannot_be_put_back_changes_nothing(kept, tmp_path, damage, reason):
    toy = kept()
    world = toy.worlds.create(id="um")
    world.snapshot("foto")
    toy.note(world, "depois")
    place = tmp_path / "um" / "foto.snapshot"
    place.write_bytes(damage(place.read_bytes()))

    with pytest.raises(UsageError, match=f"a fotografia “foto” .*foto.snapshot.* {reason}"):
        world.restore("foto")

    assert toy.notes(world) == ["depois"]
    assert world.journal.epoch == 0


def test_a_folder_in_the_place_of_a_snapshot_is_refused(kept, tmp_path):
    world = kept().worlds.create(id="um")
    (tmp_path / "um" / "foto.snapshot").mkdir()

    with pytest.raises(UsageError, match="está corrompida"):
        world.restore("foto")


def test_a_pack_and_a_moved_clock_are_kept(kept):
    first = kept()
    world = first.worlds.create(id="um", pack="cheia")
    world.advance_by(3600)
    moment = world.clock.now()
    first.worlds.close()

    (again,) = kept().worlds.reopen()

    assert (again.pack, again.clock.now()) == ("cheia", moment)
    again.reset()
    assert again.clock.now() < moment
