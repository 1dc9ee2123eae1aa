from datetime import UTC, datetime, timedelta

import pytest

from homologa.sync.memory import DECIDED, LINKING, OPEN, READ, REPORTED, Memory

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def item(product_id, sku="A", result=None):
    return {"product_id": product_id, "sku": sku, "result": result}


def test_the_same_delivery_queues_its_work_once(memory):
    assert memory.receive("d-1", "job", "j-1")
    memory.done(memory.take(NOW))
    assert not memory.receive("d-1", "job", "j-1")
    assert memory.take(NOW) is None


def test_the_same_work_is_queued_once_whoever_asks(memory):
    memory.receive("d-1", "job", "j-1")
    memory.receive("d-2", "job", "j-1")
    memory.enqueue("job", "j-1")
    assert memory.take(NOW).key == "j-1"
    assert memory.take(NOW) is None


def test_work_put_back_waits_for_its_moment(memory):
    memory.enqueue("job", "j-1")
    memory.put_back(memory.take(NOW), NOW + timedelta(seconds=30.2), 2)
    assert memory.backlog(NOW).next_due == NOW + timedelta(seconds=31)
    assert memory.take(NOW + timedelta(seconds=30)) is None
    assert memory.take(NOW + timedelta(seconds=31)).attempts == 2


def test_waiting_work_does_not_hold_the_rest_up(memory):
    memory.enqueue("job", "j-1")
    memory.put_back(memory.take(NOW), NOW + timedelta(minutes=1))
    memory.enqueue("test", "t-1")
    assert memory.take(NOW).kind == "test"


def test_the_backlog_is_busy_then_waiting_then_empty(memory):
    memory.enqueue("job", "j-1")
    assert memory.backlog(NOW).busy
    work = memory.take(NOW)
    assert memory.backlog(NOW).busy
    memory.put_back(work, NOW + timedelta(minutes=1))
    assert memory.backlog(NOW) == type(memory.backlog(NOW))(busy=False, next_due=NOW + timedelta(minutes=1))
    memory.done(memory.take(NOW + timedelta(minutes=1)))
    assert memory.backlog(NOW).next_due is None


def test_running_work_is_queued_again_after_a_stop(tmp_path):
    path = tmp_path / "memory.sqlite"
    before = Memory(path)
    before.enqueue("job", "j-1")
    before.know(setup={"a": 1})
    before.take(NOW)
    before.close()
    after = Memory(path)
    after.recover()
    assert after.take(NOW).key == "j-1"
    assert after.fact("setup") == {"a": 1}
    after.close()


def test_forgetting_leaves_only_the_given_facts(memory):
    memory.know(setup=1, secrets=2)
    memory.receive("d-1", "job", "j-1")
    memory.add_items("j-1", [item(1)], 0)
    memory.remember_link("9", 1)
    memory.write(NOW, "info", "olá")
    memory.forget(setup=3)
    assert (memory.fact("setup"), memory.fact("secrets")) == (3, None)
    assert memory.receive("d-1", "job", "j-1")
    assert memory.unsettled("j-1") == []
    assert memory.linked_product("9") is None
    assert memory.log() == []


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


def test_getting_on_resets_the_attempts_in_vain(memory):
    memory.enqueue("job", "j")
    memory.put_back(memory.take(NOW), NOW, 3)
    work = memory.take(NOW)
    memory.add_items("j", [item(1)], 0)
    assert memory.attempts(work) == 3
    memory.advance([(memory.unsettled("j")[0], DECIDED, {})], NOW)
    assert memory.attempts(work) == 0


def test_a_failed_transaction_leaves_nothing_behind(memory):
    with pytest.raises(TypeError):
        memory.know(good=1, bad=object())
    assert memory.fact("good") is None
