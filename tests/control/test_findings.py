import httpx
import pytest


@pytest.fixture
def call(site, world):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    client = httpx.Client(transport=site.transport)

    def make(service="info", **more):
        return client.get(f"https://api.tiny.com.br/api2/{service}", params={"token": token, "formato": "json", **more})

    yield make
    client.close()


def test_findings_are_told_once_with_their_number(world, call):
    world.advance(seconds=10)
    for _ in range(64):
        call()
        world.advance(seconds=0.5)

    (found,) = world.findings()

    assert (found["platform"], found["operation"], found["times"]) == ("tiny", "info", 4)
    assert found["text"] == "acima do limite de 60 acessos por minuto; há vaga em 20 s"
    assert found["pattern"] == "acima do limite de … acessos por minuto; há vaga em … s"
    (first,) = world.journal(after=found["exchange"] - 1, limit=1)
    assert first["findings"] == [found["text"]]


def test_findings_of_the_contract_are_among_them(world, call):
    call("produtos.pesquisa", pesquisa="a", pagina="x")

    assert [found["operation"] for found in world.findings()] == ["produtos.pesquisa"]


def test_without_findings_there_is_nothing(world, call):
    call()

    assert world.findings() == []


def test_what_an_account_was_asked(world, call):
    for _ in range(62):
        call()
    world.advance(seconds=60)
    call()

    used = world.limits()["accounts"]

    assert world.limits()["mode"] == "observe"
    assert used["tiny"] == {
        "minute": "2026-11-03T09:01:00-03:00",
        "calls": 1,
        "peak_calls": 62,
        "in_flight": 0,
        "peak_in_flight": 1,
        "beyond": 2,
        "refused": 0,
    }
    assert used["novaoito"]["calls"] == 0


def test_what_was_refused_is_counted(world, call):
    world.set_limits("enforce")
    for _ in range(62):
        call()

    used = world.limits()["accounts"]["tiny"]

    assert (used["beyond"], used["refused"]) == (2, 2)


def test_nothing_is_counted_while_limits_are_off(world, call):
    world.set_limits("off")
    call()

    assert world.limits()["accounts"]["tiny"]["peak_calls"] == 0
    assert world.limits()["accounts"]["tiny"]["peak_in_flight"] == 0


def test_a_restore_begins_to_count_anew(world, call):
    call()
    world.reset()

    assert world.limits()["accounts"]["tiny"]["peak_calls"] == 0
