import functools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from homologa.simulators.kernel.storage.search import MAX_TEXT, MOST_STALE, TRIGRAM

LETTERS = "abcAB çÇãÃéÉ12\"'*^():.-+%_\\\0{}~|&!AND OR NOT NEAR"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=8)


def titles(toy, world, text):
    with world.work("toy", write=False) as work:
        return {note["title"] for note in toy.collection(work).find(*toy.collection(work).containing(text))}


@given(st.lists(TEXTS, max_size=5, unique=True), TEXTS.filter(bool))
@example(["ação"], "ÇÃ")
@example(["Ação"], "ção")
@example(["a\0bc", "abc"], "a\0b")
@example(['x"y*'], 'x"y')
@example(["AND", "a OR b"], " OR ")
@example(["100% algodão", "100"], "100%")
def test_contains_search_finds_what_plain_python_finds(toy, stored, sought):
    world = toy.worlds.create()
    for title in stored:
        toy.note(world, title)

    found = titles(toy, world, sought)

    assert found == {title for title in stored if sought.lower() in title.lower()}
    toy.worlds.delete(world.id)


def test_any_of_the_searched_columns_is_enough_and_one_alone_must_have_it_all(toy, world):
    toy.note(world, "abc", "def")

    search = functools.partial(titles, toy, world)

    assert search("bc") == search("ef") == search("abc") == search("def") == {"abc"}
    assert search("cd") == search("abcdef") == set()


def test_what_was_changed_or_removed_is_no_longer_found(toy, world):
    note = toy.note(world, "primeiro título")
    with world.work("toy") as work:
        toy.collection(work).put({**note, "title": "segundo"})
    assert titles(toy, world, "primeiro") == set()
    assert titles(toy, world, "segundo") == {"segundo"}

    with world.work("toy") as work:
        toy.collection(work).remove(note["id"])
    assert titles(toy, world, "segundo") == titles(toy, world, "se") == set()


def test_nothing_is_found_in_a_column_that_is_empty(toy, world):
    with world.work("toy") as work:
        toy.collection(work).add({"id": 1, "title": "sem corpo"})

    assert titles(toy, world, "no") == set()
    assert titles(toy, world, "co") == {"sem corpo"}


CHANGES = st.tuples(st.sampled_from(["add", "put", "remove", "search", "undo"]), st.integers(1, 4), TEXTS)


def change(toy, world, kind, key, text):
    with world.work("toy") as work:
        notes = toy.collection(work)
        notes.remove(key)
        if kind == "add":
            notes.add({"id": key, "title": f"{text}#{key}"})
        elif kind == "put":
            notes.add({"id": key, "title": f"antes#{key}"})
            notes.put({"id": key, "title": f"{text}#{key}"})


@given(st.lists(CHANGES, max_size=12), st.text(st.sampled_from(LETTERS), min_size=TRIGRAM, max_size=5))
def test_whenever_it_is_asked_the_index_knows_every_change(toy, changes, sought):
    world, titles_now = toy.worlds.create(), {}
    for kind, key, text in [*changes, ("search", 0, "")]:
        if kind == "search":
            assert titles(toy, world, sought) == {t for t in titles_now.values() if sought.lower() in t.lower()}
        elif kind == "undo":
            with pytest.raises(ZeroDivisionError):
                toy.fail(world, lambda work, key=key: toy.collection(work).remove(key))
        else:
            change(toy, world, kind, key, text)
            titles_now.pop(key, None)
            if kind != "remove":
                titles_now[key] = f"{text}#{key}"
    toy.worlds.delete(world.id)


def test_the_index_takes_what_has_come_together_without_being_asked(toy, world):
    with world.work("toy") as work:
        for number in range(1, MOST_STALE + 2):
            toy.collection(work).add({"id": number, "title": f"nota {number}"})

    assert world.store.rows("SELECT max(id) FROM toy_note_fts_docsize") == [(MOST_STALE,)]
    assert titles(toy, world, f"nota {MOST_STALE + 1}") == {f"nota {MOST_STALE + 1}"}
    assert world.store.rows("SELECT max(id) FROM toy_note_fts_docsize") == [(MOST_STALE + 1,)]


def test_a_search_in_a_unit_finds_what_the_unit_wrote_and_a_failure_undoes_both(toy, world):
    def step(work):
        toy.collection(work).add({"id": 1, "title": "meia nota"})
        assert len(toy.collection(work).find(*toy.collection(work).containing("meia"))) == 1

    with pytest.raises(ZeroDivisionError):
        toy.fail(world, step)

    assert titles(toy, world, "meia") == set()
    toy.note(world, "meia nota")
    assert titles(toy, world, "meia") == {"meia nota"}


@pytest.mark.parametrize(("length", "found"), [(MAX_TEXT, 1), (MAX_TEXT + 1, 0)])
def test_what_is_looked_for_has_a_longest_length(toy, world, length, found):
    with world.work("toy") as work:
        notes = toy.collection(work)
        notes.add({"id": 1, "title": "nota" * MAX_TEXT})
        assert notes.count(*notes.containing(("nota" * MAX_TEXT)[:length])) == found
