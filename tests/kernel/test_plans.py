import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.deliveries import plans
from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.faults import Occurrence

MINUTE = timedelta(minutes=1)
KIND = "note.added"
SETTINGS = {
    "drop": {"as": "delivered"},
    "delay": {"seconds": 600.0},
    "duplicate": {"times": 2, "spacing": 0},
    "reorder": {"count": 2},
    "burst": {"count": 2},
    "cut": {"times": 1},
    "interleave": {"call": 2, "called": "", "operation": ""},
    "forge": {"signature": "wrong", "seconds": 600, "times": 1},
}


@pytest.fixture
def plan(world):
    """Makes a plan in the world, with usual settings but for those given."""

    def make(effect, *, occurrence=Occurrence(next=1), match=None, label="", **settings):  # noqa: B008
        return world.plans.add(
            effect, occurrence=occurrence, match=match or {}, label=label, settings={**SETTINGS[effect], **settings}
        )

    return make


@pytest.fixture
def note(world):
    return lambda title: world.act("toy", "anotar", {"titulo": title})


def states(world):
    return [delivery.state for delivery in world.outbox.find()]


def hints(world):
    return [attempt.hint for attempt in world.journal.find(direction="out")]


def test_what_is_lost_never_arrives_and_the_platform_believes_it_did(toy, world, receiver, plan, note):
    plan("drop", label="Perdida")

    note("a")

    assert receiver.got == []
    assert states(world) == ["delivered"]
    assert toy.stored(world, 1)["final"] is True
    (attempt,) = world.journal.find(direction="out")
    assert (attempt.status, attempt.subject) == (None, "a")
    assert attempt.hint == "plano “Perdida”: a notificação se perdeu no caminho, e a plataforma a dá por entregue"


def test_what_does_not_leave_is_tried_to_the_end_and_given_up(toy, world, receiver, plan, note):
    plan("drop", **{"as": "failed"})

    note("a")
    world.advance_by(86_400)

    assert receiver.got == []
    assert states(world) == ["failed"]
    assert hints(world) == [f"plano 1: a notificação não saiu (tentativa {number} de 3)" for number in (1, 2, 3)]


def test_what_does_not_leave_at_first_arrives_when_it_is_tried_again(world, receiver, plan, note):
    plan("drop", **{"as": "failed", "times": 2})

    note("a")
    world.advance_by(86_400)

    assert receiver.attempts == ["3"]
    assert states(world) == ["delivered"]
    lost = "plano 1: a notificação não saiu até a 2ª tentativa"
    assert hints(world) == [f"{lost} (tentativa 1 de 3)", f"{lost} (tentativa 2 de 3)", lost]


@pytest.mark.parametrize(
    ("signature", "attempt", "age", "words"),
    [
        ("wrong", "0", None, "com a assinatura errada"),
        ("old", "1", 600, "assinada 600 s antes"),
        ("missing", "", None, "sem assinatura"),
    ],
)
def test_what_is_forged_comes_as_it_should_be_when_it_is_tried_again(
    world, receiver, plan, note, signature, attempt, age, words
):
    plan("forge", signature=signature)
    receiver.answers.extend([(401, b""), (200, b"")])
    now = int(world.clock.now().timestamp())

    note("a")
    assert receiver.attempts == [attempt]
    assert age is None or receiver.signed_at == [str(now - age)]
    world.advance_by(60)

    assert receiver.attempts == [attempt, "2"]
    assert receiver.signed_at[-1] == str(now + 60)
    forged = f"plano 1: {words} até a 1ª tentativa"
    assert hints(world) == [f"{forged}; o receptor respondeu 401 (tentativa 1 de 3)", forged]
    assert receiver.titles == ["a", "a"]


def test_what_is_late_comes_after_what_was_said_later(world, receiver, plan, note):
    plan("delay", seconds=600)

    note("a")
    note("b")
    assert receiver.titles == ["b"]
    assert world.next_due() == DEFAULT_INSTANT + 10 * MINUTE
    world.advance_by(600)

    assert receiver.titles == ["b", "a"]
    assert hints(world) == ["", "plano 1: atrasada em 600 s"]


def test_what_comes_twice_is_the_same_to_the_byte(toy, world, receiver, plan, note):
    plan("duplicate", times=3, spacing=30)
    note("a")
    note("b")
    world.advance_by(59)
    assert receiver.titles == ["a", "b", "a"]
    world.advance_by(1)

    first, *copies = world.outbox.find(subject="a")
    assert [copy.replay_of for copy in copies] == [first.id] * 2
    assert {copy.wire_id for copy in copies} == {first.wire_id}
    assert {copy.draft.body for copy in copies} == {first.draft.body}
    assert hints(world)[2] == f"plano 1: entregue 3 vezes; a entrega {first.id} outra vez"


def test_a_platform_hears_of_a_copy_only_when_it_is_accepted(toy, world, receiver, plan, note):
    plan("duplicate", times=3)
    receiver.answers.extend([(200, b"um"), (500, b"nunca"), (200, b"dois")])

    note("a")

    assert toy.stored(world, 1)["answer"] == "dois"
    assert states(world) == ["delivered", "pending", "delivered"]
    receiver.answers.append((500, b"nunca"))
    world.advance_by(60)
    assert toy.stored(world, 1)["answer"] == "dois"


def test_a_group_is_held_and_comes_in_reverse_order(world, receiver, plan, note):
    plan("reorder", count=3, occurrence=Occurrence(next=3))

    note("a")
    note("b")
    assert states(world) == ["held", "held"]
    assert world.pump.is_idle()
    assert world.next_due() is None
    note("c")
    note("d")

    assert receiver.titles == ["c", "b", "a", "d"]
    assert hints(world)[0] == "plano 1: retida e solta em ordem inversa, com mais 2"


def test_one_action_can_fill_a_group(world, receiver, plan):
    plan("reorder", occurrence=Occurrence(next=2))

    world.act("toy", "anotar_varias", {"titulos": ["a", "b", "c"]})

    assert receiver.titles == ["b", "a", "c"]


def test_a_burst_is_held_and_comes_in_order(world, receiver, plan, note):
    plan("burst", count=2, occurrence=Occurrence())

    for title in "abcd":
        note(title)
        if title in "ac":
            assert len(receiver.got) == "abcd".index(title)

    assert receiver.titles == ["a", "b", "c", "d"]
    assert [attempt.hint for attempt in world.journal.find(direction="out")] == [
        "plano 1: retida e solta junto com mais 1"
    ] * 4


def test_a_cut_delivery_was_received_and_is_sent_again(toy, world, receiver, plan, note):
    plan("cut")
    receiver.answers.extend([(200, b"um"), (200, b"dois")])

    note("a")
    assert receiver.titles == ["a"]
    assert toy.stored(world, 1)["answer"] == ""
    world.advance_by(60)

    assert receiver.titles == ["a", "a"]
    assert toy.stored(world, 1)["answer"] == "dois"
    cut = "plano 1: a conexão caiu depois de recebida"
    assert hints(world) == [f"{cut}; a conexão caiu antes de a resposta chegar (tentativa 1 de 3)", cut]


def test_an_interleaved_delivery_waits_for_the_call(world, receiver, plan, note):
    plan("interleave", call=2)
    note("a")
    assert states(world) == ["held"]

    world.dispatch.after_call("toy", "x")
    assert receiver.titles == []
    world.dispatch.after_call("toy", "y")
    assert receiver.titles == ["a"]
    world.dispatch.after_call("toy", "z")

    assert receiver.titles == ["a"]
    assert hints(world) == ["plano 1: retida até a 2ª chamada do conector"]
    assert world.plans.get(1).calls == 3


def test_only_the_named_calls_are_counted(world, receiver, plan, note):
    plan("interleave", call=1, called="toy", operation="x")
    note("a")

    world.dispatch.after_call("outra", "x")
    world.dispatch.after_call("toy", "y")
    assert receiver.titles == []
    world.dispatch.after_call("toy", "x")

    assert receiver.titles == ["a"]


def test_what_is_said_after_the_call_does_not_wait(world, receiver, plan, note):
    plan("interleave", call=1)
    world.dispatch.after_call("toy", "x")

    note("a")

    assert receiver.titles == ["a"]


def test_a_call_within_a_delivery_does_not_wait_for_itself(world, receiver, plan, note):
    plan("interleave", call=1, match={"subject": "b"})
    world.act("toy", "anotar", {"titulo": "b"})
    seen = []

    def call_back():
        receiver.meanwhile = lambda: None
        world.dispatch.after_call("toy", "x")
        seen.append(list(receiver.titles))

    receiver.meanwhile = call_back
    note("a")

    assert seen == [["a"]]
    assert receiver.titles == ["a", "b"]


@pytest.mark.parametrize(
    ("occurrence", "late"),
    [
        (Occurrence(nth=2), ["b"]),
        (Occurrence(next=2), ["a", "b"]),
        (Occurrence(), ["a", "b", "c"]),
    ],
)
def test_a_plan_says_which_it_means(world, receiver, plan, note, occurrence, late):
    plan("delay", occurrence=occurrence)

    for title in "abc":
        note(title)

    assert [delivery.draft.subject for delivery in world.outbox.find(state="pending")] == late
    made = world.plans.get(1)
    assert (made.matched, made.fired) == (3, len(late))


@pytest.mark.parametrize(
    ("match", "late"),
    [
        ({}, True),
        ({"platform": "toy", "kind": KIND, "subject": "a"}, True),
        ({"platform": "outra"}, False),
        ({"kind": "note"}, False),
        ({"subject": "A"}, False),
    ],
)
def test_a_plan_says_what_it_is_about(world, receiver, plan, note, match, late):
    plan("delay", match=match)

    note("a")

    assert (receiver.titles == []) is late
    assert world.plans.get(1).matched == late


def test_of_two_plans_the_first_acts_and_both_count(world, receiver, plan, note):
    plan("delay", occurrence=Occurrence(nth=1))
    plan("drop", occurrence=Occurrence(next=1))

    note("a")
    note("b")
    world.advance_by(600)

    assert receiver.titles == ["a"]
    assert [(made.matched, made.fired) for made in world.plans.all()] == [(2, 1), (2, 1)]


def test_what_is_undone_counts_for_no_plan(toy, world, plan):
    plan("delay")

    with pytest.raises(ZeroDivisionError):
        toy.fail(world, lambda work: (toy.collection(work).add({"id": 1, "title": "a"}), work.emit(KIND, id=1)))

    assert world.plans.get(1).matched == 0


def test_a_held_delivery_is_released_by_hand(world, receiver, plan, note):
    plan("burst", count=5, occurrence=Occurrence())
    note("a")
    note("b")
    first, second = world.outbox.find()

    world.dispatch.release(second.id)
    world.dispatch.release(first.id)

    assert receiver.titles == ["b", "a"]
    with pytest.raises(UsageError, match="não está retida"):
        world.dispatch.release(first.id)


@pytest.mark.parametrize(("effect", "titles"), [("burst", ["a", "b"]), ("reorder", ["b", "a"])])
def test_a_forgotten_plan_lets_go_of_what_it_holds(world, receiver, plan, note, effect, titles):
    made = plan(effect, count=3, occurrence=Occurrence())
    note("a")
    note("b")

    world.dispatch.remove_plans([made])

    assert receiver.titles == titles
    assert not world.plans.active
    with pytest.raises(NotFound, match="não há plano 1"):
        world.dispatch.remove_plans([made])


def test_a_plan_stays_when_what_it_holds_cannot_be_let_go(toy, world, plan, note, monkeypatch):
    made = plan("burst", count=2)
    note("a")
    monkeypatch.setattr(world.outbox, "release", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        world.dispatch.remove_plans([made])

    assert world.plans.all() == [world.plans.get(made.id)]
    assert (world.plans.active, states(world)) == (True, ["held"])


def test_a_plan_that_is_made_while_another_is_forgotten_acts(world, plan, monkeypatch):
    first, look = plan("drop"), world.plans.all
    other = threading.Thread(target=plan, args=("delay",))

    def look_and_be_late():
        found = look()
        if other.ident is None:
            other.start()
            other.join(0.2)
        return found

    monkeypatch.setattr(world.plans, "all", look_and_be_late)
    world.plans.remove(first.id)
    other.join()

    assert world.plans.active


def test_what_nobody_listens_to_any_more_is_not_held(toy, world, receiver, plan, note):
    plan("burst", count=2)
    note("a")

    with world.work("toy") as work:
        work.cancel_deliveries("note", 1)

    assert states(world) == ["failed"]


def test_plans_and_their_counters_are_part_of_the_state(toy, world, receiver, plan, note):
    plan("delay", occurrence=Occurrence(nth=2))
    note("a")
    world.snapshot("foto")
    note("b")
    world.reset()
    assert not world.plans.active
    note("c")

    world.restore("foto")
    note("d")

    assert world.plans.active
    assert receiver.titles == ["a", "c"]
    assert [delivery.draft.subject for delivery in world.outbox.find(state="pending")] == ["d"]


def test_plans_are_kept_in_files(kept):
    first = kept()
    world = first.worlds.create(id="um")
    world.plans.add("interleave", settings=SETTINGS["interleave"], label="Depois")
    first.worlds.close()

    (world,) = kept().worlds.reopen()

    assert (world.plans.active, world.plans.counting) == (True, True)
    assert world.plans.all()[0].label == "Depois"


def test_a_world_without_plans_never_looks_for_them(world, note, monkeypatch):
    monkeypatch.setattr(world.plans, "all", lambda: pytest.fail("looked"))

    note("a")
    world.dispatch.after_call("toy", "x")


def test_every_effect_has_its_words():
    assert set(SETTINGS) == set(plans.EFFECTS)


def some_plan():
    turns = st.one_of(
        st.builds(Occurrence, nth=st.integers(1, 4)),
        st.builds(Occurrence, next=st.integers(1, 4)),
        st.just(Occurrence()),
    )
    return st.tuples(st.sampled_from(list(SETTINGS)), turns, st.sampled_from(["", "0", "1"]))


@given(st.lists(some_plan(), max_size=3), st.integers(0, 6))
def test_under_any_plan_all_that_is_not_lost_arrives_and_nothing_else(toy, made, count):
    world = toy.worlds.create()
    toy.receiver.got.clear()
    for effect, occurrence, subject in made:
        match = {"subject": subject} if subject else {}
        world.plans.add(effect, occurrence=occurrence, match=match, settings=SETTINGS[effect])
    for number in range(count):
        world.act("toy", "anotar", {"titulo": f"{number}"})
    world.dispatch.after_call("toy", "x")
    world.dispatch.after_call("toy", "x")
    world.dispatch.remove_plans(world.plans.all())
    world.advance_by(86_400)

    emitted = world.outbox.find()
    lost = {
        found.draft.subject
        for found in emitted
        if found.planned_effect is not None and found.planned_effect.effect == "drop"
    }
    assert set(toy.receiver.titles) == {str(number) for number in range(count)} - lost
    assert {found.state for found in emitted} <= {"delivered"}
    toy.worlds.delete(world.id)


def test_a_call_in_another_thread_is_answered_when_the_delivery_is_made(toy, world, receiver, plan, note):
    plan("interleave", call=1)
    note("a")
    call = threading.Thread(target=world.dispatch.after_call, args=("toy", "x"))

    call.start()
    call.join()

    assert receiver.titles == ["a"]
