import functools

from hypothesis import example, given
from hypothesis import strategies as st

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
