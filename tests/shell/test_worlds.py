import json

import pytest


def test_a_world_is_made_as_asked(answer):
    made = answer("world", "create", "--id", "meu", "--seed", "7", "--limits", "off", "--now", "2026-05-01T08:00")

    assert (made["id"], made["seed"], made["limits"]) == ("meu", 7, "off")
    assert made["clock"] == {"mode": "frozen", "now": "2026-05-01T08:00:00-03:00", "next_due": None}


def test_a_world_can_have_some_platforms_alone(answer):
    assert list(answer("world", "create", "--platforms", "novaoito")["platforms"]) == ["novaoito"]


def test_a_world_is_shown_with_all_that_a_client_needs(world, homologa):
    world.view("novaoito", "produtos")
    text = homologa("world", "show")

    tiny = world.data["platforms"]["tiny"]
    assert tiny["url"] in text
    assert tiny["credentials"]["token"] in text
    assert "Relógio  parado, 03/11/2026 09:00:00" in text
    assert "app_token    (ainda não há)" in text


def test_worlds_are_listed(world, homologa):
    head, row = homologa("world", "list").splitlines()

    assert head.split() == ["mundo", "semente", "relógio", "agora", "limites", "trocas"]
    assert row.split() == ["um", "1", "parado", "03/11/2026", "09:00:00", "observados", "0"]


def test_a_state_is_kept_and_put_back(world, homologa):
    assert homologa("world", "snapshot", "antes") == "Estado guardado como antes.\n"
    homologa("clock", "advance", "1h")
    assert homologa("world", "snapshots").split() == ["inicial", "antes"]

    assert homologa("world", "restore", "antes") == "Estado antes de volta; agora são 03/11/2026 09:00:00.\n"


def test_a_world_goes_back_to_its_beginning(world, homologa):
    homologa("clock", "advance", "1h")

    assert homologa("world", "reset") == "Mundo um de volta ao início; agora são 03/11/2026 09:00:00.\n"


@pytest.mark.parametrize("words", [("restore", "nunca"), ("snapshot", "inicial"), ("delete", "dois"), ("delete",)])
def test_what_is_not_there_is_wrong_usage(world, call, words):
    ended = call("world", *words)

    assert (ended.exit_code, ended.stdout) == (2, "")


def test_a_run_is_named_and_ended(world, homologa):
    assert homologa("world", "run", "rodada 1") == "As próximas trocas levam o nome «rodada 1».\n"
    assert homologa("world", "run", "") == "Nome encerrado.\n"


def test_an_answer_without_a_document_is_an_empty_one(world, homologa):
    assert json.loads(homologa("world", "delete", "um", "--json")) == {}


def test_a_kept_state_is_forgotten(world, homologa):
    world.snapshot("antes")

    assert homologa("world", "forget", "antes") == "Estado antes apagado.\n"
    assert world.snapshots() == ["inicial"]


def test_the_state_is_exported_for_diff(world, homologa, tmp_path):
    file = tmp_path / "estado.json"
    homologa("world", "export", "--output", str(file))
    before = file.read_text("utf-8").splitlines()
    homologa("limits", "off")

    after = homologa("world", "export").splitlines()

    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_packs_are_listed_and_taken(homologa, answer):
    assert "vazia" in homologa("world", "packs").splitlines()
    assert answer("world", "create", "--pack", "vazia")["seed"] == 1


def test_a_pack_that_is_not_there_is_wrong_usage(call):
    assert call("world", "create", "--pack", "nenhuma").exit_code == 2
