from datetime import timedelta

import pytest

from homologa.sync.core.queue import INBOX_RETENTION

MINUTE = timedelta(minutes=1)
TOLD = "A loja está suspensa."


def states(queue):
    return {(task["kind"], task["key"]): task["state"] for task in queue.describe()}


def test_the_same_delivery_queues_its_work_once(queue, now):
    assert queue.receive("d-1", "{}", now, "job", "j-1")
    queue.finish(queue.claim(now))
    assert not queue.receive("d-1", "{}", now, "job", "j-1")
    assert queue.claim(now) is None


def test_the_body_of_a_delivery_is_kept_with_it_for_a_while(queue, store, now):
    queue.receive("d-1", '{"event": "x"}', now, "job", "j-1")
    assert [row["body"] for row in store.all("SELECT body FROM inbox")] == ['{"event": "x"}']
    queue.receive("d-2", "{}", now + INBOX_RETENTION + MINUTE, "job", "j-1")
    assert [row["delivery_id"] for row in store.all("SELECT delivery_id FROM inbox")] == ["d-2"]


def test_the_same_work_is_queued_once_as_long_as_it_has_not_begun(queue, now):
    queue.receive("d-1", "{}", now, "job", "j-1")
    queue.receive("d-2", "{}", now, "job", "j-1")
    queue.add("job", "j-1")
    assert queue.claim(now).key == "j-1"
    assert queue.claim(now) is None


def test_what_comes_while_the_same_work_runs_is_done_after_it(queue, now):
    queue.add("notice", "A")
    running = queue.claim(now)
    queue.add("notice", "A")
    queue.finish(running)
    assert queue.claim(now).key == "A"


@pytest.mark.parametrize("end", ["requeue", "hold"])
def test_what_comes_while_the_same_work_runs_is_the_same_when_it_is_begun_again(queue, now, end):
    queue.add("notice", "A")
    running = queue.claim(now)
    queue.add("notice", "A")
    if end == "requeue":
        queue.requeue(running, now + MINUTE, 2)
    else:
        queue.hold(running, now + MINUTE, TOLD, 2)
    assert len(queue.describe()) == 1
    assert queue.claim(now) is None
    assert queue.claim(now + MINUTE).attempts == 2


def test_work_is_begun_by_priority_then_by_age(queue, now):
    for kind, key in (("night", "n"), ("job", "j"), ("notice", "A"), ("notice", "B"), ("test", "t")):
        queue.add(kind, key)
    assert [queue.claim(now).key for _ in range(5)] == ["t", "A", "B", "j", "n"]


def test_while_a_lane_fails_the_least_tried_comes_first(queue, now):
    queue.add("notice", "A")
    queue.add("night", "n")
    queue.requeue(queue.claim(now), now, 1)
    queue.wait("erp", now, failures=1)
    assert queue.claim(now).key == "n"


def test_work_put_back_waits_for_its_moment_rounded_up(queue, now):
    queue.add("job", "j-1")
    queue.requeue(queue.claim(now), now + timedelta(seconds=30.2), 2)
    assert queue.backlog(now).waiting_until == now + timedelta(seconds=31)
    assert queue.claim(now + timedelta(seconds=30)) is None
    assert queue.claim(now + timedelta(seconds=31)).attempts == 2


def test_the_backlog_is_busy_then_waiting_then_empty(queue, now):
    queue.add("job", "j-1")
    assert queue.backlog(now).busy
    task = queue.claim(now)
    assert queue.backlog(now).busy
    queue.requeue(task, now + MINUTE)
    backlog = queue.backlog(now)
    assert (backlog.busy, backlog.waiting_until, backlog.wakes_at) == (False, now + MINUTE, None)
    queue.finish(queue.claim(now + MINUTE))
    assert queue.backlog(now).waiting_until is None


def test_held_work_is_told_apart_from_waiting_work(queue, now):
    queue.add("notice", "A")
    queue.hold(queue.claim(now), now + MINUTE, TOLD)
    backlog = queue.backlog(now)
    assert (backlog.busy, backlog.waiting_until, backlog.wakes_at) == (False, None, now + MINUTE)
    assert queue.backlog(now + MINUTE).busy
    assert queue.claim(now + MINUTE).key == "A"


def test_a_limit_makes_its_lane_wait_and_no_other(queue, now):
    for kind, key in (("night", "n"), ("notice", "A"), ("look", "l")):
        queue.add(kind, key)
    queue.wait("erp", now + MINUTE)
    assert queue.claim(now).key == "l"
    assert queue.claim(now) is None
    queue.add("notice", "B")
    assert queue.claim(now) is None
    assert [queue.claim(now + MINUTE).key for _ in range(3)] == ["A", "B", "n"]


def test_work_that_was_to_wait_longer_still_does(queue, now):
    queue.add("notice", "A")
    queue.requeue(queue.claim(now), now + 2 * MINUTE)
    queue.wait("erp", now + MINUTE)
    assert queue.backlog(now).waiting_until == now + 2 * MINUTE


def test_a_lane_is_held_with_all_that_uses_it_but_what_answers_somebody(queue, now):
    for kind, key in (("notice", "A"), ("look", "l"), ("job", "j")):
        queue.add(kind, key)
    assert queue.hold_lane("erp", now + MINUTE, TOLD)
    queue.add("notice", "B")
    assert states(queue) == {
        ("look", "l"): "pending", ("notice", "A"): "held", ("notice", "B"): "held", ("job", "j"): "pending",
    }  # fmt: skip
    assert {task["cause"] for task in queue.describe() if task["state"] == "held"} == {TOLD}
    assert not queue.hold_lane("erp", now + MINUTE, TOLD)


def test_a_lane_that_serves_again_frees_what_it_held_and_nothing_else(queue, now):
    queue.add("notice", "poison")
    queue.hold(queue.claim(now), now + 99 * MINUTE, "não respondeu")
    queue.add("notice", "A")
    queue.hold_lane("shop", None, "A loja recusou o acesso.")
    queue.add("notice", "B")
    queue.free("erp")
    assert set(states(queue).values()) == {"held"}
    queue.free("shop")
    assert {key for (_, key), state in states(queue).items() if state == "pending"} >= {"A", "B"}


def test_what_two_lanes_hold_is_free_when_both_serve(queue, now):
    queue.hold_lane("erp", now + MINUTE, "O ERP está em manutenção.")
    queue.hold_lane("shop", None, "A loja recusou o acesso.")
    queue.add("notice", "A")
    assert queue.backlog(now).wakes_at is None
    queue.free("shop")
    assert (states(queue), queue.backlog(now).wakes_at) == ({("notice", "A"): "held"}, now + MINUTE)
    queue.free("erp")
    assert queue.claim(now).key == "A"


def test_a_lane_that_is_held_for_another_cause_is_held_for_that(queue, now):
    queue.hold_lane("erp", None, "recusou o acesso")
    queue.add("notice", "A")
    assert queue.hold_lane("erp", now + MINUTE, TOLD)
    assert queue.describe()[0]["cause"] == TOLD
    assert queue.backlog(now).wakes_at == now + MINUTE


def test_a_limit_does_not_end_a_hold(queue, now):
    queue.hold_lane("erp", None, TOLD)
    queue.wait("erp", now + MINUTE)
    queue.add("notice", "A")
    assert states(queue) == {("notice", "A"): "held"}


def test_a_change_of_the_set_up_releases_everything(queue, now):
    queue.hold_lane("erp", None, TOLD)
    queue.add("notice", "A")
    queue.release()
    assert queue.claim(now).key == "A"
    queue.add("notice", "B")
    assert queue.claim(now).key == "B"


def test_the_dead_are_shown_until_they_are_queued_again(queue, now):
    queue.add("notice", "A")
    queue.bury(queue.claim(now), "Pedido recusado: não.")
    (task,) = queue.describe()
    assert (task["state"], task["cause"], task["lanes"]) == ("dead", "Pedido recusado: não.", ["shop", "erp"])
    assert (queue.claim(now), queue.backlog(now).busy) == (None, False)
    queue.revive()
    assert queue.claim(now).key == "A"


def test_new_work_of_the_same_key_takes_the_place_of_the_dead(queue, now):
    queue.add("notice", "A")
    queue.bury(queue.claim(now), "não")
    queue.add("notice", "A")
    queue.finish(queue.claim(now))
    assert queue.describe() == []


def test_what_came_meanwhile_takes_the_place_of_the_dead(queue, now):
    queue.add("notice", "A")
    running = queue.claim(now)
    queue.add("notice", "A")
    queue.bury(running, "não")
    assert states(queue) == {("notice", "A"): "pending"}


def test_running_work_is_queued_again_after_a_stop_once(queue, now):
    queue.add("notice", "A")
    queue.claim(now)
    queue.add("notice", "A")
    queue.recover()
    assert queue.claim(now).key == "A"
    assert queue.claim(now) is None


def test_work_that_was_revived_waits_for_its_lane(queue, now):
    queue.add("notice", "A")
    queue.bury(queue.claim(now), "não")
    queue.hold_lane("erp", None, TOLD)
    queue.revive()
    assert states(queue) == {("notice", "A"): "held"}


def test_what_is_held_for_itself_is_tried_when_the_same_comes_again_and_forgets_no_attempt(queue, now):
    queue.add("notice", "A")
    queue.hold(queue.claim(now), now + MINUTE, TOLD, attempts=6)
    queue.add("notice", "A")
    (task,) = queue.describe()
    assert (task["state"], task["attempts"], task["cause"]) == ("pending", 6, TOLD)


@pytest.mark.parametrize("moment", [MINUTE, None])
def test_what_a_lane_holds_is_held_though_the_same_comes_again(queue, now, moment):
    queue.add("notice", "A")
    queue.hold_lane("erp", moment and now + moment, TOLD)
    queue.add("notice", "A")
    assert (states(queue), queue.backlog(now).wakes_at) == ({("notice", "A"): "held"}, moment and now + moment)


def test_what_waits_for_the_set_up_is_held_though_the_same_comes_again(queue, now):
    queue.add("job", "j")
    queue.hold(queue.claim(now), None, TOLD)
    queue.add("job", "j")
    assert states(queue) == {("job", "j"): "held"}


def test_a_change_of_the_set_up_has_what_failed_tried_at_once(queue, now):
    later = now + timedelta(hours=1)
    for key in ("A", "B"):
        queue.add("notice", key)
    queue.requeue(queue.claim(now), later, 6)
    queue.wait("erp", later, 6)
    queue.release()
    assert [queue.claim(now).key for _ in range(2)] == ["A", "B"]


def test_a_change_of_the_set_up_ends_no_limit(queue, now):
    queue.add("notice", "A")
    queue.wait("erp", now + timedelta(seconds=20))
    queue.release()
    assert (queue.claim(now), queue.backlog(now).waiting_until) == (None, now + timedelta(seconds=20))
