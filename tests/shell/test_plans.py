import pytest


@pytest.fixture
def notify(world):
    """Has Tiny send a notification that nobody takes; gives its delivery."""
    number = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]

    def begin(path="um"):
        world.act("tiny", "salvar_integracao", identificador=number, url_produtos=f"http://longe.example/{path}")
        return world.deliveries()[-1]

    return begin


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("drop", "--as", "failed"), "perdida as failed, nas próximas 1, qualquer notificação."),
        (("delay", "--seconds", "60", "--always", "--platform", "tiny"), "atrasada seconds 60, sempre, tiny."),
        (
            ("reorder", "--count", "3", "--after", "1"),
            "invertida count 3, nas próximas 3, depois de 1, qualquer notificação.",
        ),
        (
            ("forge", "--signature", "wrong", "--platform", "novaoito"),
            "forjada seconds 600 times 1 signature wrong, nas próximas 1, novaoito.",
        ),
        (
            ("drop", "--as", "failed", "--times", "3"),
            "perdida as failed times 3, nas próximas 1, qualquer notificação.",
        ),
        (("duplicate", "--nth", "2", "--subject", "CAN-1"), "repetida times 2 spacing 0, na 2ª, CAN-1."),
    ],
)
def test_a_plan_is_made_and_told(world, homologa, words, told):
    assert homologa("plan", "add", *words) == f"Plano 1 feito: {told}\n"


def test_plans_are_listed_with_what_they_did(notify, homologa):
    homologa("plan", "add", "drop", "--label", "sumida")
    notify()

    head, row = homologa("plan", "list").splitlines()

    assert head.split() == ["nº", "efeito", "quando", "em", "quais", "visadas", "agiu", "nome"]
    assert row.split()[-3:] == ["1", "1", "sumida"]
    assert homologa("plan", "show", "1").splitlines() == [head, row]


def test_plans_are_undone(world, homologa):
    for _ in range(3):
        homologa("plan", "add", "drop")

    assert homologa("plan", "remove", "2") == "Plano 2 desfeito.\n"
    assert len(world.plans.all()) == 2
    assert homologa("plan", "clear") == "Nenhum plano.\n"
    assert homologa("plan", "list") == "Nenhum plano.\n"


@pytest.mark.parametrize(
    "words", [("add", "explodir"), ("add", "delay"), ("add", "drop", "--count", "2"), ("remove", "9")]
)
def test_a_plan_that_makes_no_sense_is_wrong_usage(world, call, words):
    assert call("plan", *words).exit_code == 2


def test_a_held_notification_is_let_go(notify, homologa):
    homologa("plan", "add", "burst", "--count", "2")
    held = notify()

    assert "retida" in homologa("deliveries", "list")
    assert homologa("deliveries", "release", held["id"]).startswith(f"Entrega {held['id']} solta: ")


def test_a_notification_is_made_once_more(notify, homologa):
    first = notify()

    told = homologa("deliveries", "replay", first["id"])

    assert told.startswith(f"Entrega {first['id']} outra vez, como ")
    assert first["id"] in homologa("deliveries", "list", "--replay-of", first["id"], "--json")


def test_all_that_match_are_made_once_more(notify, homologa):
    for path in ("um", "dois"):
        notify(path)

    assert homologa("deliveries", "replay", "--platform", "novaoito") == "0 entregas repetidas.\n"
    assert homologa("deliveries", "replay", "--after", "0") == "2 entregas repetidas.\n"


@pytest.mark.parametrize("words", [(), ("x", "--after", "0"), ("00000000-0000-4000-8000-000000000000",)])
def test_a_replay_of_nothing_in_particular_is_wrong_usage(world, call, words):
    assert call("deliveries", "replay", *words).exit_code == 2


def test_deliveries_are_awaited(notify, homologa, call):
    notify()

    assert "tiny" in homologa("deliveries", "wait", "--platform", "tiny")
    late = call("deliveries", "wait", "--count", "2", "--wait", "0")
    assert (late.exit_code, late.stderr) == (1, "homologa: o tempo acabou: há 1 de 2.\n")


def test_doctor_tells_of_plans_and_of_what_they_hold(notify, homologa):
    homologa("plan", "add", "burst", "--count", "2")
    notify()

    assert "aviso     planos: 1 plano e 1 notificação retida, de propósito\n" in homologa("doctor")
