import httpx
import pytest

from homologa.simulators.control.client import ControlError


@pytest.fixture
def calling(site, world, receiver, monkeypatch):
    """Has the receiver of Tiny's probe call Tiny before it answers."""
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    def call():
        with httpx.Client(transport=site.transport) as client:
            client.post("https://api.tiny.com.br/api2/info", data={"token": token, "formato": "json"})

    answer = type(receiver).__call__
    monkeypatch.setattr(type(receiver), "__call__", lambda self, *given: (call(), answer(self, *given))[1])
    return call


def links(chain):
    return [(link["seq"], link["how"], link["by"]) for link in chain]


def test_an_action_its_delivery_and_the_call_that_its_receiver_made(world, calling, notified):
    notified()

    action, delivery, call = (world.exchanges.one(number) for number in (2, 3, 4))
    assert (action["operation"], delivery["operation"], call["operation"]) == ("salvar_integracao", "sonda", "info")
    assert links(action["causes"]) == [(3, "action", 2), (4, "delivery", 3)]
    assert (links(delivery["caused_by"]), links(delivery["causes"])) == ([(2, "action", 2)], [(4, "delivery", 3)])
    assert links(call["caused_by"]) == [(3, "delivery", 3), (2, "action", 2)]
    assert call["cause"] == delivery["cause"] == f"entrega:{action['causes'][0]['delivery']}"


def test_each_attempt_is_of_the_action_and_has_the_calls_that_came_in_it(world, receiver, calling, subscribed):
    receiver.status = "500 No"
    before = world.journal()[-1]["seq"]

    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    world.advance(seconds=30)

    action, first, _, second, _ = (found["seq"] for found in world.journal(after=before))
    told = world.exchanges.one(action)
    assert [link for link in links(told["causes"]) if link[1] == "action"] == [
        (first, "action", action),
        (second, "action", action),
    ]
    assert links(world.exchanges.one(first)["causes"]) == [(first + 1, "delivery", first)]
    assert links(world.exchanges.one(second + 1)["caused_by"])[0] == (second, "delivery", second)


def test_a_call_that_comes_later_in_the_same_run_follows_from_the_delivery_before_it(world, notified, site):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    world.set_run("passo 1")
    notified()
    with httpx.Client(transport=site.transport) as client:
        client.get("https://api.tiny.com.br/api2/info", params={"token": token})
        world.set_run("passo 2")
        client.get("https://api.tiny.com.br/api2/info", params={"token": token})

    delivery, call, other = (world.exchanges.one(number) for number in (3, 4, 5))
    assert links(delivery["causes"]) == [(4, "run", 3)]
    assert links(call["caused_by"]) == [(3, "run", 3), (2, "action", 2)]
    assert other["caused_by"] == []


def test_what_a_call_caused(world, site, subscribed, receiver):
    store = world.data["platforms"]["novaoito"]
    admin = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    with httpx.Client(transport=site.transport, base_url=f"{store['url']}/api/v1", headers=admin) as client:
        client.post("/products", json={"sku": "A", "name": "Caneca", "price": 10}).raise_for_status()

    call, delivery = world.journal(newest=True, limit=2)
    assert links(world.exchanges.one(call["seq"])["causes"]) == [(delivery["seq"], "call", call["seq"])]


def test_what_is_no_longer_known_ends_the_chain(world, notified):
    notified()
    world.reset()

    assert world.exchanges.one(3)["caused_by"] == []


@pytest.mark.parametrize(("number", "status"), [("99", 404), ("0", 422), ("um", 422)])
def test_an_exchange_that_is_not_there(world, number, status):
    with pytest.raises(ControlError) as refused:
        world.exchanges.one(number)

    assert refused.value.status == status


def test_nothing_may_be_asked_beside_the_number(api, world, refused):
    refused(api.get("/worlds/um/journal/1?cor=azul"), 422)
