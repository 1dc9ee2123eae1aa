from contextlib import ExitStack

import httpx
import pytest

from homologa.simulators.site import build


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def crowd(site):
    """Calls `info` on an account of a plan while so many other requests of it are on their way."""
    made = []

    def call(others, plan="Essencial", mode="enforce"):
        world = site.worlds.create(limits=mode)
        made.append(world)
        world.act("tiny", "trocar_de_plano", {"plano": plan})
        token = world.view("tiny", "credenciais", {})["token"]
        with ExitStack() as flights, httpx.Client(transport=site.transport) as client:
            for _ in range(others):
                flights.enter_context(world.limits.track("tiny", world.clock.now()))
            answer = client.get("https://api.tiny.com.br/api2/info", params={"token": token, "formato": "json"})
        (exchange,) = world.journal.find(newest=True, limit=1)
        return answer.json()["retorno"], exchange

    yield call
    for world in made:
        site.worlds.delete(world.id)


@pytest.mark.fact("tiny-api2", 9)
@pytest.mark.parametrize(("plan", "cap"), [("Construa", 7), ("Essencial", 15), ("Grande", 30)])
def test_more_than_a_quarter_of_the_limit_at_once_is_code_11(crowd, plan, cap):
    within, _ = crowd(cap - 1, plan)
    beyond, exchange = crowd(cap, plan)

    assert within["status"] == "OK"
    assert (beyond["codigo_erro"], beyond["status_processamento"], beyond["status"]) == (11, 1, "Erro")
    assert f"o plano permite {cap}" in exchange.hint


def test_observing_answers_and_reports(crowd):
    answer, exchange = crowd(15, mode="observe")

    assert answer["status"] == "OK"
    assert exchange.findings == ["16 acessos ao mesmo tempo; o plano permite 15"]


def test_switched_off_nothing_is_said(crowd):
    answer, exchange = crowd(15, mode="off")

    assert (answer["status"], exchange.findings) == ("OK", [])
