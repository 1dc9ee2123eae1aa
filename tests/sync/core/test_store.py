import sqlite3
from functools import partial

import pytest

from homologa.sync.core.memory import Memory
from homologa.sync.core.queue import Kind, Priority, Queue
from homologa.sync.core.store import Store

LINE = "INSERT INTO log (at, level, message) VALUES ('', '', '')"


@pytest.mark.parametrize("depth", [1, 2])
def test_a_failed_transaction_leaves_nothing_behind_of_what_is_inside_it(store, depth):
    def write():
        with store.transaction():
            for _ in range(depth):
                with store.transaction():
                    store.run(LINE)
            raise KeyError

    with pytest.raises(KeyError):
        write()
    assert store.all("SELECT * FROM log") == []


def test_a_full_disk_is_told_as_what_it_is_and_leaves_nothing_open(store):
    store.run(f"PRAGMA max_page_count = {store.one('PRAGMA page_count')[0]}")
    write = partial(store.run, LINE.replace("''", f"'{'x' * 100_000}'"))

    with pytest.raises(sqlite3.OperationalError, match="full"), store.transaction():
        write()

    store.run("PRAGMA max_page_count = 1000000")
    with store.transaction():
        write()
    assert len(store.all("SELECT * FROM log")) == 1


def test_the_database_is_its_owners_alone_with_all_that_stands_beside_it(tmp_path):
    path = tmp_path / "connector.sqlite"
    path.touch(0o644)

    store = Store(path)

    assert {file.name: oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()} == dict.fromkeys(
        ("connector.sqlite", "connector.sqlite-shm", "connector.sqlite-wal"), "0o600"
    )
    store.close()


def test_what_is_stored_is_there_after_a_stop(tmp_path, now):
    before = Store(tmp_path / "connector.sqlite")
    Memory(before).set(setup={"a": 1})
    Queue(before, {"job": Kind(("erp",), Priority.JOB)}).add("job", "j-1")
    before.close()
    after = Store(tmp_path / "connector.sqlite")
    assert Memory(after).get("setup") == {"a": 1}
    assert Queue(after, {}).claim(now).key == "j-1"
    after.close()


def test_work_that_was_queued_before_there_were_lanes_is_not_lost(tmp_path, now):
    path = tmp_path / "connector.sqlite"
    old = sqlite3.connect(path)
    old.executescript(
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);"
        "CREATE TABLE inbox (delivery_id TEXT PRIMARY KEY);"
        "CREATE TABLE work (id INTEGER PRIMARY KEY, kind TEXT, key TEXT, running INTEGER, not_before REAL,"
        " attempts INTEGER);"
        "CREATE TABLE log (id INTEGER PRIMARY KEY, at TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL);"
        "INSERT INTO facts VALUES ('setup', '{\"integration\": \"feira\"}'), ('job:j', '{\"next_page\": 2}');"
        "CREATE TABLE items (job TEXT, product_id INTEGER, position INTEGER, sku TEXT, stage TEXT, at FLOAT,"
        " detail TEXT);"
        "INSERT INTO items VALUES ('j', 5, 0, 'A', 'sending', 0, '{}');"
        "CREATE TABLE links (id INTEGER PRIMARY KEY, external_id TEXT, product_id INTEGER);"
        "INSERT INTO links VALUES (3, '9', 7); INSERT INTO inbox VALUES ('d-1');"
        "INSERT INTO work VALUES (1, 'stock', 'A', 1, 0, 3);"
    )
    old.close()
    store = Store(path)
    queue = Queue(store, {"stock": Kind(("erp",), Priority.NOTICE)})
    memory = Memory(store).within("feira")
    assert (memory.get("setup"), memory.cursor("job:j")) == ({"integration": "feira"}, {"next_page": 2})
    assert [row.part for row in memory.intents("job", "j", "sending")] == [5]
    assert (memory.ours_of("product", "9"), memory.last_link()) == (7, 3)
    assert not queue.receive("d-1", "{}", now, "stock", "B")
    task = queue.claim(now)
    assert (task.key, task.lane, task.priority, queue.claim(now)) == ("A", "erp", Priority.NOTICE, None)
    store.close()
