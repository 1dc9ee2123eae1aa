from datetime import UTC, datetime

import pytest

from homologa.sync.core.queue import Kind, Priority, Queue
from homologa.sync.memory import DECIDED, LINKING, OPEN, READ, REPORTED

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def item(product_id, sku="A", result=None):
    return {"product_id": product_id, "sku": sku, "result": result}


@pytest.fixture
def queue(store):
    return Queue(store, {"job": Kind(("erp",), Priority.JOB)})


def test_forgetting_leaves_only_the_given_facts(memory, queue):
    memory.set(setup=1, secrets=2)
    queue.receive("d-1", "{}", NOW, "job", "j-1")
    memory.add_items("j-1", [item(1)], 0)
    memory.add_link("9", 1)
    queue.hold_lane("erp", None, "recusou o acesso")
    memory.reset(setup=3)
    assert (memory.get("setup"), memory.get("secrets")) == (3, None)
    assert queue.describe() == []
    assert queue.receive("d-1", "{}", NOW, "job", "j-1")
    assert queue.claim(NOW).key == "j-1"
    assert memory.unsettled("j-1") == []
    assert memory.product_of("9") is None


def test_items_keep_the_order_of_the_snapshot_and_skip_those_with_a_result(memory):
    memory.add_items("j", [item(5), item(3, result="linked")], 0)
    memory.add_items("j", [item(1)], 2)
    assert [row.product_id for row in memory.unsettled("j")] == [5, 1]
    assert [row.product_id for row in memory.items("j", REPORTED)] == [3]


def test_a_page_read_twice_changes_nothing(memory):
    memory.add_items("j", [item(5)], 0)
    memory.advance([(memory.unsettled("j")[0], LINKING, {"a": 1})], NOW)
    memory.add_items("j", [item(5)], 0)
    assert memory.unsettled("j")[0].stage == LINKING


def test_items_go_on_with_what_their_stage_needs(memory):
    memory.add_items("j", [item(5), item(6)], 0)
    first, second = memory.unsettled("j")
    memory.advance([(first, READ, {"nome": "ç"}), (second, DECIDED, {})], NOW)
    read = memory.items("j", READ)[0]
    assert (read.detail, read.at) == ({"nome": "ç"}, NOW)
    assert memory.items("j", OPEN) == []


def test_bearers_of_a_sku_count_without_blanks_around(memory):
    memory.add_items("j", [item(1, " A"), item(2, "A "), item(3, "a"), item(4, None)], 0)
    assert memory.bearers("j", "A") == 2


def test_getting_on_resets_the_attempts_in_vain(memory, queue):
    queue.add("job", "j")
    queue.requeue(queue.claim(NOW), NOW, 3)
    work = queue.claim(NOW)
    memory.add_items("j", [item(1)], 0)
    assert queue.attempts(work) == 3
    memory.advance([(memory.unsettled("j")[0], DECIDED, {})], NOW)
    assert queue.attempts(work) == 0


def test_getting_on_leaves_other_work_of_the_same_key_alone(memory, store):
    queue = Queue(store, {"notice": Kind(("erp",), Priority.NOTICE)})
    queue.add("notice", "j")
    queue.requeue(queue.claim(NOW), NOW, 3)
    memory.add_items("j", [item(1)], 0)
    memory.advance([(memory.unsettled("j")[0], DECIDED, {})], NOW)
    assert queue.attempts(queue.claim(NOW)) == 3


def test_a_failed_transaction_leaves_nothing_behind(memory):
    with pytest.raises(TypeError):
        memory.set(good=1, bad=object())
    assert memory.get("good") is None
