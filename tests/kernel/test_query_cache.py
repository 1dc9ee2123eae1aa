import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.storage.query_cache import LONGEST, MOST, QueryCache

TITLES = [f"nota {number:02}" for number in range(25)]


@pytest.fixture
def full(toy, world):
    with world.work("toy") as work:
        for number, title in enumerate(TITLES, 1):
            toy.collection(work).add({"id": number, "title": title, "body": "par" if number % 2 else "ímpar"})
    return world


def page(toy, world, offset, size=4, body="par"):
    with world.work("toy", write=False) as work:
        found = toy.collection(work).find("body = ? OR body = 'outro'", (body,), limit=size, offset=offset)
        return [note["id"] for note in found], toy.collection(work).count("body = ? OR body = 'outro'", (body,))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 7)), max_size=12))
def test_a_page_is_the_same_whatever_was_seen_before(toy, pages):
    world = toy.worlds.create()
    with world.work("toy") as work:
        for number, title in enumerate(TITLES, 1):
            toy.collection(work).add({"id": number, "title": title, "body": "par"})

    for offset, size in pages:
        assert page(toy, world, offset, size) == (list(range(1, 26))[offset : offset + size], 25)

    toy.worlds.delete(world.id)


def test_a_walk_goes_on_by_key(full, toy):
    walked = []
    full.store.connection.set_trace_callback(walked.append)

    pages = [page(toy, full, offset)[0] for offset in (0, 4, 8, 12)]

    assert pages == [[1, 3, 5, 7], [9, 11, 13, 15], [17, 19, 21, 23], [25]]
    assert [sql for sql in walked if "OFFSET" in sql and not sql.endswith("OFFSET 0")] == []
    full.store.connection.set_trace_callback(None)


@pytest.mark.parametrize("change", ["add", "put", "remove"])
def test_a_change_is_seen_at_once(full, toy, change):
    assert page(toy, full, 4) == ([9, 11, 13, 15], 13)
    page(toy, full, 0)

    with full.work("toy") as work:
        notes = toy.collection(work)
        if change == "add":
            notes.add({"id": 0, "title": "nova", "body": "par"})
        elif change == "put":
            notes.put({"id": 3, "title": "outra", "body": "ímpar"})
        else:
            notes.remove(3)

    expected = ([7, 9, 11, 13], 14) if change == "add" else ([11, 13, 15, 17], 12)
    assert page(toy, full, 4) == expected


def test_what_was_undone_is_not_counted(full, toy):
    def step(work):
        toy.collection(work).remove(1)
        assert toy.collection(work).count() == 24

    with pytest.raises(ZeroDivisionError):
        toy.fail(full, step)

    assert page(toy, full, 0) == ([1, 3, 5, 7], 13)
    with full.work("toy", write=False) as work:
        assert toy.collection(work).count() == 25


def test_what_a_record_of_a_batch_did_before_it_failed_is_not_counted(full, toy):
    def part(work):
        with work.savepoint():
            toy.collection(work).remove(1)
            assert toy.collection(work).count() == 24
            raise ZeroDivisionError

    with full.work("toy") as work:
        with pytest.raises(ZeroDivisionError):
            part(work)
        assert toy.collection(work).count() == 25


def test_a_restore_is_seen_at_once(full, toy):
    full.snapshot("foto")
    with full.work("toy") as work:
        toy.collection(work).remove(1)
    assert page(toy, full, 0) == ([3, 5, 7, 9], 12)

    full.restore("foto")

    assert page(toy, full, 0) == ([1, 3, 5, 7], 13)


def test_it_stays_small():
    listings = QueryCache()
    for number in range(MOST + 1):
        listings.store_page((number,), 0, 1, [number])
        listings.store_total((number,), number)
    listings.store_total(("x" * LONGEST, "x"), 1)

    assert listings.total((MOST,)) == MOST
    assert listings.start((MOST,), 1) == MOST
    assert listings.total((0,)) is None
    assert listings.start((0,), 1) is None
    assert listings.total(("x" * LONGEST, "x")) is None
