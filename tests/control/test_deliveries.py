import pytest

from homologa.simulators.control.client import ControlError


def test_a_delivery_is_told_with_its_attempts(world, subscribed, receiver):
    receiver.status = "503 Agora não"
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    receiver.status = "200 OK"
    world.advance(seconds=30)

    (listed,) = world.deliveries()
    told = world.delivery(listed["id"])
    assert (told["platform"], told["kind"], told["state"]) == ("novaoito", "product.created", "delivered")
    assert (told["attempts"], told["max_attempts"]) == (2, 6)
    assert told["body"].encode() == receiver.bodies[0] == receiver.bodies[1]
    assert [(attempt["status"], attempt["cause"]) for attempt in told["exchanges"]] == [
        (503, f"entrega:{told['id']}"),
        (200, f"entrega:{told['id']}"),
    ]
    assert told["exchanges"][0]["hint"] == "o receptor respondeu 503 (tentativa 1 de 6)"
    assert {name: value for name, value in told.items() if name != "exchanges"} == listed


def test_a_signature_is_not_told(world, subscribed):
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")

    (attempt,) = world.journal(direction="out")
    signatures = [value for name, value in attempt["request"]["headers"] if name == "X-Novaoito-Signature"]
    assert [value[:9] for value in signatures] == ["‹segredo:"]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"platform": "tiny"}, [3]),
        ({"kind": "product.created"}, [1, 2]),
        ({"state": "delivered"}, [1, 3]),
        ({"state": "pending"}, [2]),
        ({"after": 1, "limit": 1}, [2]),
        ({"platform": "nenhuma"}, []),
    ],
)
def test_deliveries_are_found_by_their_fields_and_in_pages(world, subscribed, notified, receiver, filters, numbers):
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    receiver.status = "500 Não"
    world.act("novaoito", "novo_produto", sku="B", nome="Caneca")
    receiver.status = "200 OK"
    notified()

    assert [found["seq"] for found in world.deliveries(**filters)] == numbers


@pytest.mark.parametrize("query", [{"state": "perdida"}, {"limit": 0}, {"after": "x"}, {"estado": "pending"}])
def test_a_look_that_makes_no_sense(api, world, refused, query):
    refused(api.get("/worlds/um/deliveries", params=query), 422)


def test_a_delivery_that_is_not_there(world):
    with pytest.raises(ControlError, match="não há entrega x") as caught:
        world.delivery("x")

    assert caught.value.status == 404
