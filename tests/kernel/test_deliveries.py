from datetime import timedelta

import pytest

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.errors import NotFound
from homologa.simulators.kernel.events import RetryPolicy

MINUTE = timedelta(minutes=1)


def the_delivery(world):
    (delivery,) = world.outbox.find()
    return delivery


def test_the_commit_fixes_the_body(toy, world, receiver):
    note = toy.note(world, "primeiro")
    with world.work("toy") as work:
        toy.collection(work).put({**note, "title": "segundo"})

    world.pump.run()

    assert receiver.titles == ["primeiro"]


def test_the_body_stays_the_same_at_every_attempt_and_the_headers_do_not(toy, world, receiver):
    receiver.answers.extend([(500, b""), (500, b"")])
    toy.note(world, "a")

    world.advance_by(3600)

    assert receiver.got == [receiver.got[0]] * 3
    assert receiver.attempts == ["1", "2", "3"]


def test_what_is_rolled_back_sends_nothing(toy, world, receiver):
    def step(work):
        toy.collection(work).add({"id": 1, "title": "a"})
        work.emit("note.added", id=1)

    with pytest.raises(ZeroDivisionError):
        toy.fail(world, step)
    world.deliver_pending()

    assert receiver.got == []
    assert world.outbox.find() == []


def test_a_delivery_knows_what_caused_it(toy, world):
    toy.note(world, "a", cause="ação:7")

    delivery = the_delivery(world)

    assert (delivery.cause, delivery.state, delivery.attempts) == ("ação:7", "pending", 0)
    assert delivery.created_at == delivery.due_at == DEFAULT_INSTANT


def test_an_action_delivers_at_once(toy, world, receiver):
    world.act("toy", "anotar", {"titulo": "a"})

    action, attempt = world.journal.find()
    assert receiver.titles == ["a"]
    assert the_delivery(world).cause == f"ação:{action.seq}"
    assert attempt.cause == f"entrega:{the_delivery(world).id}"


def test_the_answer_is_applied_in_a_unit_of_its_own(toy, world, receiver):
    receiver.answers.append((200, b"resposta"))

    world.act("toy", "anotar", {"titulo": "a"})

    assert toy.stored(world, 1)["answer"] == "resposta"
    assert the_delivery(world).state == "delivered"


def test_attempts_follow_the_schedule_on_the_clock(world, receiver):
    receiver.answers.extend([(500, b""), (404, b""), (200, b"")])
    world.act("toy", "anotar", {"titulo": "a"})
    assert the_delivery(world).due_at == DEFAULT_INSTANT + MINUTE

    world.advance_by(59)
    assert len(receiver.got) == 1
    world.advance_by(1)
    assert the_delivery(world).due_at == DEFAULT_INSTANT + 6 * MINUTE
    world.advance_by(300)

    assert (the_delivery(world).state, the_delivery(world).attempts) == ("delivered", 3)
    assert [attempt.at - DEFAULT_INSTANT for attempt in world.journal.find(direction="out")] == [
        0 * MINUTE,
        1 * MINUTE,
        6 * MINUTE,
    ]


def test_after_the_last_attempt_a_delivery_is_given_up(toy, world, receiver):
    receiver.answers.extend([(500, b"")] * 4)
    world.act("toy", "anotar", {"titulo": "a"})

    world.advance_by(86_400)

    assert (the_delivery(world).state, the_delivery(world).attempts) == ("failed", 3)
    assert len(receiver.got) == 3
    assert toy.stored(world, 1)["final"] is True
    hints = [attempt.hint for attempt in world.journal.find(direction="out")]
    assert hints == [f"o receptor respondeu 500 (tentativa {number} de 3)" for number in (1, 2, 3)]


def test_nobody_there_is_an_attempt_too(world):
    with world.work("toy") as work:
        work.set_setting("receiver", "http://ninguem.example/avisos")

    world.act("toy", "anotar", {"titulo": "a"})

    (attempt,) = world.journal.find(direction="out")
    assert attempt.status is None
    assert attempt.hint == "host desconhecido: ninguem.example (tentativa 1 de 3)"
    assert the_delivery(world).state == "pending"


def test_deliveries_can_be_given_up_by_what_they_are_about(toy, world, receiver):
    for title in ("a", "b"):
        toy.note(world, title)
    with world.work("toy"):
        world.outbox.cancel_deliveries("toy", "note", 1)
        world.outbox.cancel_deliveries("outra", "note", 2)

    world.pump.run()

    assert receiver.titles == ["b"]
    assert [delivery.state for delivery in world.outbox.find()] == ["failed", "delivered"]


@pytest.mark.parametrize(("status", "state"), [(500, "failed"), (200, "delivered")])
def test_what_is_given_up_during_its_attempt_is_not_tried_again(toy, world, receiver, status, state):
    receiver.meanwhile = lambda: world.outbox.cancel_deliveries("toy", "note", 1)
    receiver.answers.append((status, b""))

    toy.note(world, "a")
    world.advance_by(86_400)

    assert len(receiver.got) == 1
    assert (the_delivery(world).state, the_delivery(world).attempts) == (state, 1)


@pytest.mark.parametrize("error", [ZeroDivisionError("um defeito"), RuntimeError("sem volta")])
def test_a_receiver_that_raises_is_a_failed_attempt_and_spoils_nothing(toy, world, receiver, error):
    def broken(environ, start_response):
        raise error

    toy.transport.mount("receptor.example", broken)

    assert world.act("toy", "anotar", {"titulo": "a"}) == {"id": 1}

    (attempt,) = world.journal.find(direction="out")
    assert (attempt.state, attempt.status, attempt.breach) == ("fechada", None, "")
    assert attempt.hint == f"{type(error).__name__}: {error} (tentativa 1 de 3)"
    assert (the_delivery(world).state, the_delivery(world).attempts) == ("pending", 1)
    assert world.pump.is_idle()


def test_a_platform_that_breaks_on_the_headers_spoils_nothing(toy, world, receiver, monkeypatch, caplog):
    monkeypatch.setattr(type(world.platform("toy").rooms.notifier), "headers", lambda *_: 1 / 0)

    assert world.act("toy", "anotar", {"titulo": "a"}) == {"id": 1}

    (attempt,) = world.journal.breaches()
    assert attempt.breach == "o simulador falhou: ZeroDivisionError: division by zero"
    assert (attempt.state, the_delivery(world).state, the_delivery(world).attempts) == ("fechada", "pending", 1)
    assert receiver.got == []
    assert "toy broke on the headers of note.added" in caplog.text


def test_a_pump_that_breaks_does_not_spoil_what_stirred_it(world, monkeypatch, caplog):
    with monkeypatch.context() as broken:
        broken.setattr(world.pump, "trigger", lambda: 1 / 0)
        assert world.act("toy", "anotar", {"titulo": "a"}) == {"id": 1}

    assert "the deliveries of um broke" in caplog.text


def test_a_platform_that_breaks_on_an_answer_gives_the_delivery_up(toy, world, receiver, caplog):
    receiver.answers.append((200, b"defeito"))

    world.act("toy", "anotar", {"titulo": "a"})

    (attempt,) = world.journal.breaches()
    assert attempt.breach == "o simulador falhou: ZeroDivisionError: um defeito"
    assert (attempt.state, the_delivery(world).state) == ("fechada", "failed")
    assert "answer" not in toy.stored(world, 1)
    assert "toy broke on an answer to note.added" in caplog.text


def test_deliveries_are_found_by_platform_state_and_kind_in_pages(toy, world):
    for number in range(5):
        toy.note(world, str(number))

    pages = [world.outbox.find(after=after, limit=2) for after in (0, 2, 4)]

    assert [len(page) for page in pages] == [2, 2, 1]
    assert [found.seq for page in pages for found in page] == [1, 2, 3, 4, 5]
    assert len(world.outbox.find(platform="toy", state="pending", kind="note.added")) == 5
    assert world.outbox.find(platform="outra") == world.outbox.find(state="failed") == world.outbox.find(kind="x") == []


def test_a_delivery_that_is_not_there(world):
    with pytest.raises(NotFound, match="não há entrega x"):
        world.outbox.get("x")


@pytest.mark.parametrize(("status", "accepted"), [(199, False), (200, True), (204, True), (299, True), (300, False)])
def test_a_policy_says_which_answers_count(status, accepted):
    assert RetryPolicy((), accepts=(200, 299)).accepted(status) is accepted
