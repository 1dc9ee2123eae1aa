import httpx
import pytest


@pytest.fixture
def calls(site, world):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    client = httpx.Client(transport=site.transport)

    def call(times):
        query = {"token": token, "formato": "json"}
        answers = [client.get("https://api.tiny.com.br/api2/info", params=query) for _ in range(times)]
        return [answer.json()["retorno"].get("codigo_erro") for answer in answers]

    return call


def findings(world):
    return sum(len(found["findings"]) for found in world.journal(limit=1000))


def test_observed_limits_are_reported_and_not_enforced(world, calls):
    assert calls(61) == [None] * 61
    assert findings(world) == 1


def test_enforced_limits_refuse(world, calls):
    world.set_limits("enforce")

    assert calls(61) == [None] * 60 + [6]
    assert world.refresh()["limits"] == "enforce"


def test_limits_that_are_off_do_neither(world, calls):
    world.set_limits("off")

    assert calls(61) == [None] * 61
    assert findings(world) == 0


def test_the_minute_passes_with_the_worlds_clock(world, calls):
    world.set_limits("enforce")
    calls(61)

    world.advance(seconds=60)

    assert calls(1) == [None]


@pytest.mark.parametrize("body", [{}, {"mode": "on"}, {"mode": ["off"]}, {"mode": "off", "cor": 1}])
def test_a_mode_that_is_none(api, world, refused, body):
    refused(api.put("/worlds/um/limits", json=body), 422)

    assert world.refresh()["limits"] == "observe"
