import sqlite3

import pytest

from homologa.simulators.kernel.store import Collection, Store

NOTE = Collection("note", {"title": str, "about": int}, indexes=(("title",),), sparse=frozenset({"about"}))


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    made = Store(tmp_path / "world.db" if request.param == "file" else None)
    with made.writing():
        made.make_tables("toy", (NOTE,))
    yield made
    made.close()


@pytest.fixture
def statements(store):
    """Every statement that the store runs."""
    run = []
    store.connection.set_trace_callback(run.append)
    yield run
    store.connection.set_trace_callback(None)


def note(store, id_=1, **fields):
    doc = {"id": id_, "title": "uma", "about": 0, **fields}
    with store.writing():
        store.documents("toy_note", NOTE).add(doc)
    return doc


def failing(block, step):
    """Do something in a block of the store, and fail there."""

    def fail():
        with block():
            step()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()


def test_what_is_small_is_read_once(store, statements):
    doc = note(store)

    for _ in range(2):
        assert store.documents("toy_note", NOTE).get(1) == doc
        assert store.documents("toy_note", NOTE).first("title = ?", ("uma",)) == doc
        assert store.documents("toy_note", NOTE).get(2) is None

    assert len([sql for sql in statements if sql.startswith("SELECT")]) == 3


def test_what_a_reader_does_to_a_document_is_its_own(store):
    note(store)

    store.documents("toy_note", NOTE).get(1)["title"] = "outra"

    assert store.documents("toy_note", NOTE).get(1)["title"] == "uma"


def test_a_change_is_read_at_once_and_so_is_its_undoing(store):
    doc = note(store)
    notes = store.documents("toy_note", NOTE)
    assert notes.get(1) == doc

    def change():
        notes.put({**doc, "title": "outra"})
        assert notes.get(1)["title"] == "outra"

    with store.writing():
        failing(store.savepoint, change)
        assert notes.get(1) == doc
    image = store.image()
    with store.writing():
        notes.remove(1)
        assert notes.get(1) is None

    store.restore(image)

    assert notes.get(1) == doc


def test_numbers_go_on_whatever_is_undone(store):
    with store.writing():
        assert [store.count("a", 7), store.count("a", 7), store.count("b", 0), store.count("b", 0)] == [7, 8, 0, 1]
        failing(store.savepoint, lambda: store.count("a", 7))
        assert store.count("a", 7) == 9
    failing(store.writing, lambda: store.count("a", 7))
    image = store.image()
    with store.writing():
        assert store.count("a", 7) == 10

    store.restore(image)

    with store.writing():
        assert [store.count("a", 7), store.count("b", 0)] == [10, 2]


def test_numbers_outlive_the_process(tmp_path):
    store = Store(tmp_path / "world.db")
    with store.writing():
        store.count("a", 7)
    store.close()

    again = Store(tmp_path / "world.db")

    with again.writing():
        assert again.count("a", 7) == 8
    again.close()


def test_nothing_is_counted_in_a_look(store):
    with store.reading(), pytest.raises(sqlite3.OperationalError):
        store.count("a", 1)


def test_the_first_part_needs_no_savepoint_and_is_undone_all_the_same(store, statements):
    notes = store.documents("toy_note", NOTE)
    with store.writing():
        failing(store.savepoint, lambda: notes.add({"id": 1, "title": "desfeita"}))
        with store.savepoint():
            failing(store.savepoint, lambda: notes.add({"id": 2, "title": "desfeita"}))
            notes.add({"id": 3, "title": "fica"})
        assert not [sql for sql in statements if sql.startswith("SAVEPOINT")]
        failing(store.savepoint, lambda: notes.add({"id": 4, "title": "desfeita"}))

    assert [doc["id"] for doc in notes.find()] == [3]
    assert len([sql for sql in statements if sql.startswith("SAVEPOINT")]) == 1


def test_what_a_unit_counted_before_a_part_stays(store):
    with store.writing():
        number = store.count("a", 1)
        failing(store.savepoint, lambda: store.documents("toy_note", NOTE).add({"id": 1, "title": "desfeita"}))
    with store.writing():
        assert store.count("a", 1) == number + 1


def test_a_sparse_column_is_found_by_its_index(store):
    note(store, 1)
    note(store, 2, about=5)

    (plan,) = store.rows("EXPLAIN QUERY PLAN SELECT doc FROM toy_note WHERE about = ?", (5,))

    assert "USING INDEX toy_note_about" in plan[-1]
    assert [doc["id"] for doc in store.documents("toy_note", NOTE).find("about = ?", (5,))] == [2]
    assert store.documents("toy_note", NOTE).get(1)["about"] == 0
