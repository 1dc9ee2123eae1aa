from datetime import UTC, datetime

import pytest

from homologa.sync.core.memory import Memory
from homologa.sync.core.queue import Kind, Priority, Queue

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def job(store):
    return Queue(store, {"job": Kind(("erp",), Priority.JOB)})


def add(memory, *parts, key="j"):
    memory.add_intents("job", key, [(part, "A", "open") for part in parts])
    return memory.intents("job", key, "open")


def test_forgetting_leaves_only_the_given_settings(memory, job):
    memory.set(setup=1, secrets=2)
    job.receive("d-1", "{}", NOW, "job", "j-1")
    add(memory, 1, key="j-1")
    memory.add_link("product", 1, "9")
    memory.move("orders", 7)
    job.hold_lane("erp", None, "recusou o acesso")
    memory.reset(setup=3)
    assert (memory.get("setup"), memory.get("secrets"), memory.cursor("orders")) == (3, None, None)
    assert job.describe() == []
    assert job.receive("d-1", "{}", NOW, "job", "j-1")
    assert job.claim(NOW).key == "j-1"
    assert (memory.intents("job", "j-1", "open"), memory.ours_of("product", "9")) == ([], None)


def test_parts_keep_their_order(memory):
    memory.add_intents("job", "j", [(5, "A", "open"), (3, "B", "done")])
    memory.add_intents("job", "j", [("1", "C", "open")], position=2)
    assert [row.part for row in memory.intents("job", "j", "open")] == [5, "1"]
    assert [row.part for row in memory.intents("job", "j", "done")] == [3]
    assert [row.part for row in memory.intents("job", "j", "open", "done", limit=2)] == [5, 3]
    assert memory.count("job", "j", "open") == 2
    assert memory.intents("other", "j", "open") == []


def test_what_is_known_of_a_part_stays(memory):
    (part,) = add(memory, 5)
    memory.advance([(part, "sent", {"a": 1})], NOW)
    add(memory, 5)
    assert [row.stage for row in memory.refresh([part])] == ["sent"]


def test_parts_go_on_with_what_their_stage_needs(memory):
    first, second = add(memory, 5, 6)
    memory.advance([(first, "read", {"nome": "ç"}), (second, "done", {})], NOW)
    read = memory.intents("job", "j", "read")[0]
    assert (read.detail, read.at, memory.intents("job", "j", "open")) == ({"nome": "ç"}, NOW, [])


def test_labels_are_counted_as_they_are(memory):
    memory.add_intents("job", "j", [(1, "A", "open"), (2, "A", "done"), (3, "a", "open"), (4, "", "open")])
    assert memory.labelled("job", "j", "A") == 2


def test_work_that_is_over_is_forgotten_alone(memory):
    add(memory, 1)
    add(memory, 1, key="other")
    memory.forget("job", "j")
    assert (memory.count("job", "j", "open"), memory.count("job", "other", "open")) == (0, 1)


@pytest.mark.parametrize(("stage", "attempts"), [("done", 0), ("sent", 3)])
def test_getting_on_resets_the_attempts_in_vain(memory, job, stage, attempts):
    job.add("job", "j")
    job.requeue(job.claim(NOW), NOW, 3)
    work = job.claim(NOW)
    (part,) = add(memory, 1)
    memory.advance([(part, stage, {})], NOW, "done")
    assert job.attempts(work) == attempts


def test_getting_on_leaves_other_work_of_the_same_key_alone(memory, store):
    queue = Queue(store, {"notice": Kind(("erp",), Priority.NOTICE)})
    queue.add("notice", "j")
    queue.requeue(queue.claim(NOW), NOW, 3)
    (part,) = add(memory, 1)
    memory.advance([(part, "done", {})], NOW, "done")
    assert queue.attempts(queue.claim(NOW)) == 3


def test_links_are_found_from_both_sides_by_kind(memory):
    memory.add_link("product", 1, "9", "m-1")
    mark = memory.last_link()
    memory.add_link("order", "A-1", "9")
    memory.add_link("product", 2, "8")
    assert (memory.ours_of("product", "9"), memory.ours_of("order", "9")) == (1, "A-1")
    assert (memory.theirs_of("product", 2), memory.theirs_of("product", 3)) == ("8", None)
    assert memory.linked_since(mark, "product") == {2}


def test_an_integration_has_cursors_and_links_of_its_own(store):
    memory = Memory(store)
    here, there = memory.within("here"), memory.within("there")
    here.move("orders", {"page": 2})
    here.add_link("product", 1, "9")
    assert (there.cursor("orders"), there.ours_of("product", "9")) == (None, None)
    assert (here.cursor("orders"), here.ours_of("product", "9")) == ({"page": 2}, 1)
    here.close("orders")
    assert here.cursor("orders") is None


def test_a_failed_transaction_leaves_nothing_behind(memory):
    with pytest.raises(TypeError):
        memory.set(good=1, bad=object())
    assert memory.get("good") is None
