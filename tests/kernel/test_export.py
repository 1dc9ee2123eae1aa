import json
import re
from concurrent.futures import ThreadPoolExecutor

from homologa.simulators.kernel import export
from homologa.simulators.kernel.masks.masking import Masker

CPF, EMAIL = "111.444.777-35", "ana@loja.example"


def lines(world):
    return export.text(world).splitlines()


def busy(toy, world):
    """A world in which all kinds of things have happened."""
    world.act("toy", "anotar", {"titulo": "a", "texto": f"{EMAIL} {CPF}"})
    toy.note(world, "b", body=f"token {toy.token(world)}")
    with world.work("toy") as work:
        work.set_setting("secret", work.secret("webhook"))
        work.mint("token", work.secret("token"))
        toy.collection(work).add(
            {"id": work.next_id("note"), "title": "c", "ref": work.uuid("ref"), "cpf": 11144477735}
        )
    world.advance_by(30)
    return world


def test_two_runs_of_one_seed_export_the_same_bytes(toy):
    one, other = (busy(toy, toy.worlds.create(id=name, seed=4)) for name in ("um", "dois"))

    assert toy.token(one) != toy.token(other)
    assert export.text(one) == export.text(other)


def test_a_world_that_was_put_back_exports_the_same_bytes(toy):
    plain = busy(toy, toy.worlds.create(seed=4))
    restored = toy.worlds.create(seed=4)
    busy(toy, restored)
    restored.reset()

    busy(toy, restored)

    assert export.text(restored) == export.text(plain)


def test_a_world_in_a_file_exports_the_same_bytes(toy, kept):
    other = kept()

    assert export.text(busy(toy, toy.worlds.create())) == export.text(busy(other, other.worlds.create()))


def test_a_changed_field_is_a_changed_line(toy, world):
    busy(toy, world)
    before = lines(world)

    with world.work("toy") as work:
        toy.collection(work).put({**toy.collection(work).get(2), "title": "outro"})

    changed = [pair for pair in zip(before, lines(world), strict=True) if pair[0] != pair[1]]
    assert [new.strip() for _, new in changed] == ['"title": "outro"']


def test_secrets_and_people_do_not_leave(toy, world):
    text = export.text(busy(toy, world))
    notes = json.loads(text)["platforms"]["toy"]["collections"]["note"]

    assert not re.search(r"[0-9a-f]{40}", text)
    assert not any(plain in text for plain in (toy.token(world), CPF, EMAIL, "11144477735"))
    assert notes[0]["body"] == "‹email:1› ‹cpf:1›"
    assert notes[1]["body"] == "token ‹token:1›"
    assert (notes[2]["cpf"], notes[2]["ref"]) == ("‹cpf:1›", "‹uuid:3›")


def test_the_same_value_has_one_name_wherever_it_stands(toy, world):
    toy_part = json.loads(export.text(busy(toy, world)))["platforms"]["toy"]

    named = {"birth": {"token": "‹token:1›"}, "secret": "‹segredo:1›", "token": "‹token:1›"}
    assert toy_part["settings"] == named
    assert [credential["value"] for credential in toy_part["credentials"]] == ["‹token:1›", "‹token:2›"]


def test_all_of_the_state_is_there(toy, world):
    toy.note(world, "a")
    world.set_limit_mode("enforce")

    state = json.loads(export.text(world))

    assert state["clock"] == {"mode": "frozen", "now": "2026-11-03T09:00:00-03:00"}
    assert (state["seed"], state["pack"], state["limits"]) == (1, "vazia", "enforce")
    assert state["counters"]["toy/note"] == 1
    assert [(sent["kind"], sent["state"], sent["attempts"]) for sent in state["deliveries"]] == [
        ("note.added", "pending", 0)
    ]


def test_a_real_clock_leaves_no_time(world):
    world.set_clock_mode("real")

    assert json.loads(export.text(world))["clock"] == {"mode": "real"}


def test_the_world_is_free_while_masks_are_made(toy, world, monkeypatch):
    busy(toy, world)
    plain, free = Masker.text, []

    def text(self, *arguments):
        free.append(pool.submit(lambda: world.store.lock.acquire(False) and not world.store.lock.release()).result())
        return plain(self, *arguments)

    monkeypatch.setattr(Masker, "text", text)
    with ThreadPoolExecutor(1) as pool:
        export.text(world)

    assert set(free) == {True}
