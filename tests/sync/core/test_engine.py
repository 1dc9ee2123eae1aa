from datetime import UTC, datetime, timedelta

import pytest
from wire import Crash

from homologa.sync.core.engine import DELAYS, PROBE
from homologa.sync.core.errors import (
    AccessRefused,
    Doubtful,
    Lost,
    NotFound,
    RateLimited,
    Rejected,
    Suspended,
    Unavailable,
)

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def of(lane, error):
    error.lane = lane
    return error


def is_empty(queue):
    return queue.describe() == []


def go_to(clock, engine, moment):
    clock.set(moment)
    engine.drain()


def test_work_that_succeeds_is_over(engine, queue, script):
    queue.add("job", "j-1")
    engine(job=script()).drain()
    assert is_empty(queue)


def test_a_flow_with_more_to_do_lets_more_urgent_work_pass(engine, queue, script):
    notice = script()
    job = script(lambda: queue.add("notice", "A") or True, lambda: len(notice.keys) != 1)
    queue.add("job", "j-1")
    engine(job=job, notice=notice).drain()
    assert (job.keys, notice.keys, is_empty(queue)) == (["j-1", "j-1"], ["A"], True)


def test_a_limit_is_waited_for_by_all_that_uses_the_account(engine, queue, clock, script, now):
    minute = now + timedelta(minutes=1)
    notice, look = script(of("erp", RateLimited(minute))), script()
    runs = engine(notice=notice, look=look)
    for key in ("A", "B"):
        queue.add("notice", key)
    queue.add("look", "l")
    runs.drain()
    assert (notice.keys, look.keys, queue.backlog(now).waiting_until) == (["A"], ["l"], minute)
    go_to(clock, runs, minute)
    assert (notice.keys, is_empty(queue)) == (["A", "A", "B"], True)


@pytest.mark.parametrize("error", [Lost("x"), Unavailable("x")])
def test_lost_calls_are_tried_again_with_growing_delays_then_held(engine, queue, clock, script, now, error):
    flow = script(*[of("erp", error)] * 9)
    runs = engine(notice=flow)
    queue.add("notice", "A")
    waited = []
    for _ in DELAYS:
        runs.drain()
        due = queue.backlog(clock.now()).waiting_until
        waited.append((due - clock.now()).total_seconds())
        clock.set(due)
    runs.drain()
    backlog = queue.backlog(clock.now())
    assert waited == list(DELAYS)
    assert (backlog.waiting_until, backlog.wakes_at) == (None, clock.now() + PROBE)
    assert (queue.describe()[0]["state"], queue.describe()[0]["cause"]) == ("held", "O ERP não respondeu: x.")
    go_to(clock, runs, backlog.wakes_at)
    go_to(clock, runs, clock.now() + PROBE)
    assert not is_empty(queue)
    go_to(clock, runs, clock.now() + PROBE)
    assert is_empty(queue)


def test_however_much_is_queued_a_platform_that_is_down_is_called_seldom(engine, queue, clock, script, now):
    flow = script(*[of("erp", Unavailable("x"))] * 999)
    runs = engine(notice=flow)
    calls = []
    for second in range(0, 3600, 10):
        if second < 600:
            queue.add("notice", f"{second}")
        go_to(clock, runs, now + timedelta(seconds=second))
        calls.append(len(flow.keys))
    by_minute = [calls[at + 6] - calls[at] for at in range(0, 350, 6)]
    assert by_minute[0] <= 2
    assert max(by_minute) == 1


def test_one_that_always_fails_does_not_stand_in_the_way_of_others(engine, queue, clock, script, now, lanes):
    class Poison(type(script())):
        def run(self, key):
            self.keys.append(key)
            if key == "poison":
                raise of("erp", Unavailable("HTTP 500"))
            lanes["erp"].answers += 1

    flow = Poison()
    runs = engine(notice=flow)
    queue.add("notice", "poison")
    for key in ("A", "B", "C"):
        queue.add("notice", key)
    runs.drain()
    go_to(clock, runs, now + timedelta(seconds=DELAYS[0]))
    assert [key for key in flow.keys if key != "poison"] == ["A", "B", "C"]
    assert [task["key"] for task in queue.describe()] == ["poison"]


def test_a_refused_credential_holds_its_lane_until_the_set_up_changes(engine, queue, clock, script, now, log):
    notice, look = script(AccessRefused("erp", "2", "token inválido")), script()
    runs = engine(notice=notice, look=look)
    for key in ("A", "B"):
        queue.add("notice", key)
    queue.add("look", "l")
    runs.drain()
    go_to(clock, runs, now + timedelta(days=30))
    assert (notice.keys, look.keys) == (["A"], ["l"])
    assert [task["state"] for task in queue.describe()] == ["held", "held"]
    assert (queue.backlog(clock.now()).waiting_until, queue.backlog(clock.now()).wakes_at) == (None, None)
    assert [entry["message"] for entry in log.entries()] == ["O ERP recusou o acesso: token inválido."]
    queue.release()
    runs.drain()
    assert (notice.keys, is_empty(queue)) == (["A", "A", "B"], True)


def test_a_suspended_account_is_probed_and_a_success_frees_all(engine, queue, clock, script, now, log):
    suspended = Suspended("shop", "store_suspended", "a loja está suspensa")
    notice = script(suspended, suspended)
    runs = engine(notice=notice)
    for key in ("A", "B", "C"):
        queue.add("notice", key)
    runs.drain()
    assert (notice.keys, queue.backlog(now).waiting_until, queue.backlog(now).wakes_at) == (["A"], None, now + PROBE)
    go_to(clock, runs, now + PROBE)
    assert len(notice.keys) == 2
    assert len(log.entries()) == 1
    go_to(clock, runs, now + 2 * PROBE)
    assert (sorted(notice.keys[2:]), is_empty(queue)) == (["A", "B", "C"], True)


def test_a_refusal_is_logged_once_though_an_earlier_call_of_each_try_was_answered(
    engine, queue, clock, script, lanes, now, log
):
    class Second(type(script())):
        def run(self, key):
            lanes["shop"].answers += 1
            raise Suspended("shop", "app_disabled", "o aplicativo está desligado")

    runs = engine(notice=Second())
    queue.add("notice", "A")
    for probe in range(4):
        go_to(clock, runs, now + probe * PROBE)
    assert len(log.entries()) == 1


def test_what_answers_somebody_is_tried_while_the_lane_is_held_and_frees_it(engine, queue, script, now):
    notice, test = script(Suspended("erp", "99", "em manutenção")), script()
    runs = engine(notice=notice, test=test)
    queue.add("notice", "A")
    runs.drain()
    queue.add("test", "t")
    runs.drain()
    assert (test.keys, notice.keys, is_empty(queue)) == (["t"], ["A", "A"], True)


def test_an_answer_that_tells_of_a_refusal_frees_nothing(engine, queue, script):
    runs = engine(notice=script(AccessRefused("erp", "2", "não")), test=script(lanes=()))
    queue.add("notice", "A")
    runs.drain()
    queue.add("test", "t")
    runs.drain()
    assert [task["state"] for task in queue.describe()] == ["held"]


@pytest.mark.parametrize("error", [Rejected("x", ["não"]), NotFound("não")])
def test_what_is_refused_is_dead_and_visible_and_can_be_queued_again(engine, queue, script, error, log):
    flow = script(error)
    runs = engine(notice=flow)
    queue.add("notice", "A")
    runs.drain()
    assert [(task["state"], task["cause"]) for task in queue.describe()] == [("dead", "Pedido recusado: não.")]
    assert log.entries()[0]["level"] == "error"
    queue.revive()
    runs.drain()
    assert is_empty(queue)


@pytest.mark.parametrize(
    ("error", "code"), [(Rejected("x", ["não"]), "platform_refused"), (KeyError("campo"), "unexpected_error")]
)
def test_a_flow_that_can_tell_of_its_failure_is_entered_once_more(engine, queue, script, error, code):
    flow = script(error, tells=True)
    queue.add("job", "j-1")
    engine(job=flow).drain()
    assert [found for _, found, _ in flow.abandoned] == [code]
    assert (len(flow.keys), is_empty(queue)) == (2, True)


def test_when_telling_fails_too_the_work_is_dead(engine, queue, script):
    flow = script(KeyError("a"), KeyError("b"), tells=True)
    queue.add("job", "j-1")
    engine(job=flow).drain()
    assert (len(flow.abandoned), queue.describe()[0]["state"]) == (2, "dead")


def test_a_crash_is_not_mistaken_for_a_failure(engine, queue, script):
    flow = script(Crash())
    queue.add("job", "j-1")
    runs = engine(job=flow)
    with pytest.raises(Crash):
        runs.drain()
    queue.recover()
    runs.drain()
    assert (len(flow.keys), flow.abandoned) == (2, [])


@pytest.mark.parametrize(
    "error", [RateLimited(NOW + PROBE + timedelta(minutes=1)), Lost("x"), Unavailable("x"), Doubtful("qual?")]
)
def test_a_probe_that_is_not_served_either_is_made_once(engine, queue, clock, script, now, error):
    flow = script(Suspended("erp", "5", "bloqueada"), *[of("erp", error)] * 5)
    runs = engine(notice=flow)
    for key in "ABC":
        queue.add("notice", key)
    runs.drain()
    go_to(clock, runs, now + PROBE)
    assert len(flow.keys) == 1 + (3 if isinstance(error, Doubtful) else 1)
    assert queue.backlog(clock.now()).wakes_at > clock.now()


def test_of_an_error_that_nobody_foresaw_the_place_is_told_and_not_the_text(engine, queue, script, caplog):
    queue.add("job", "j-1")
    engine(job=script(ValueError("o CPF 529.982.247-25 não é um número"))).drain()
    assert ("ValueError" in caplog.text, "in run" in caplog.text, "529" in caplog.text) == (True, True, False)
