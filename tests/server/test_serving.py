import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from homologa.simulators.kernel.change_signal import ChangeSignal
from homologa.simulators.kernel.web.request_reader import MAX_BODY
from homologa.simulators.server import Address, Server

SOON = 10.0
NAME = "conector.example"


@pytest.fixture
def world(control):
    return control.create_world(id="um")


@pytest.fixture
def subscribed(subscribe, world, receiver):
    """Has Novaoito tell the receiver of new products."""
    subscribe(world.data["platforms"]["novaoito"], receiver.url)
    return world


def test_a_webhook_is_delivered_over_sockets(subscribed, receiver):
    subscribed.act("novaoito", "novo_produto", sku="A", nome="Caneca")

    assert subscribed.quiet(SOON).quiet
    ((headers, body),) = receiver.requests
    assert json.loads(body)["event"] == "product.created"
    assert headers["X-Novaoito-Signature"].startswith("t=")
    assert headers["Content-Type"] == "application/json"


def test_an_action_does_not_wait_for_its_deliveries_and_quietness_does(subscribed, receiver):
    receiver.gate.clear()

    subscribed.act("novaoito", "novo_produto", sku="A", nome="Caneca")

    assert receiver.reached.wait(SOON)
    assert not subscribed.quiet().quiet
    receiver.gate.set()
    assert subscribed.quiet(SOON).quiet


def test_a_retry_comes_when_it_is_due(subscribed, receiver):
    receiver.status = 503
    subscribed.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    assert subscribed.quiet(SOON).quiet

    subscribed.advance(seconds=29)
    assert len(receiver.requests) == 1
    subscribed.advance(seconds=1)

    assert len(receiver.requests) == 2


def saved(world, url):
    """What came of the empty notification that Tiny sends to a URL that is saved."""
    number = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
    world.act("tiny", "salvar_integracao", identificador=number, url_produtos=url)
    assert world.quiet(SOON).quiet
    (attempt,) = world.journal(direction="out")
    return attempt


def test_a_target_that_is_not_allowed_is_not_called(world):
    attempt = saved(world, "http://10.255.255.1/")

    assert "destino não permitido: 10.255.255.1 (veja --allow-target)" in attempt["hint"]


def test_an_allowed_target_is_called(start, control_of, receiver, monkeypatch):
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: look_up(host.replace(NAME, "127.0.0.1"), *rest, **more)
    )
    world = control_of(start(targets=frozenset({NAME})).control_url).create_world()

    attempt = saved(world, receiver.url.replace("127.0.0.1", NAME))

    assert attempt["status"] == 200


@pytest.mark.parametrize("size", [MAX_BODY + 1, 40 * 1024 * 1024])
def test_a_body_that_is_too_large_is_refused(client, server, size):
    try:
        status = client.post(f"{server.urls['tiny']}/api2/info", content=b"x" * size).status_code
    except (httpx.WriteError, httpx.ReadError):
        status = 413

    assert status == 413
    assert client.get(f"{server.control_url}/worlds").status_code == 200


def test_a_body_too_large_for_the_control_is_refused_in_its_words(client, server):
    answer = client.post(f"{server.control_url}/worlds", content=b" " * (33 * 1024 * 1024))

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["detail"] == "o corpo é grande demais"


@pytest.mark.parametrize("waiting", ["deliveries?count=5&wait=30", "quiet?wait=30"])
def test_who_waits_is_answered_when_the_server_stops(client, start, control_of, monkeypatch, waiting):
    server, waits, wait_for = start(), threading.Event(), ChangeSignal.wait_for

    def told(changes, question, seconds):
        waits.set()
        return wait_for(changes, lambda: False, seconds)

    monkeypatch.setattr(ChangeSignal, "wait_for", told)
    world = control_of(server.control_url).create_world()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(client.get, f"{server.control_url}/worlds/{world.id}/{waiting}")
        assert waits.wait(SOON)
        server.stop()

        assert answer.result().status_code == 200


def test_what_has_no_body_says_so(client, server, world):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    answer = client.head(f"{server.urls['tiny']}/api2/info", params={"token": token})

    assert (answer.status_code, answer.content) == (200, b"")


def test_answers_carry_the_worlds_date_and_no_name_of_a_server(client, server, world):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    answer = client.get(f"{server.urls['tiny']}/api2/info", params={"token": token})

    assert answer.headers.get_list("Date") == ["Tue, 03 Nov 2026 12:00:00 GMT"]
    assert "Server" not in answer.headers


def test_requests_at_once_are_all_answered(client, server, world):
    url = f"{server.urls['tiny']}/api2/produto.incluir"
    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    world.set_limits("off")

    def include(number):
        product = json.dumps({"produto": {"sequencia": "1", "nome": f"Caneca {number}", "unidade": "UN", "preco": 1,
                                          "origem": "0", "situacao": "A", "tipo": "P"}})  # fmt: skip
        answer = httpx.post(url, data={"token": token, "formato": "json", "produto": product}, trust_env=False)
        statuses.append(answer.json()["retorno"]["status"])

    statuses = []
    threads = [threading.Thread(target=include, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == ["OK"] * 12
    assert len({product["id"] for product in world.view("tiny", "lista_de_produtos")}) == 12
    assert world.breaches() == []


def test_a_deleted_world_waits_for_the_delivery_on_its_way(control, subscribed, receiver, caplog):
    receiver.gate.clear()
    subscribed.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    assert receiver.reached.wait(SOON)
    threading.Timer(0.1, receiver.gate.set).start()

    subscribed.delete()

    assert receiver.gate.is_set()
    assert control.worlds() == []
    assert caplog.text == ""


def test_a_real_clock_tells_the_real_time(control, client, server):
    world = control.create_world(clock="real")

    assert abs(world.now() - datetime.now(UTC)) < timedelta(seconds=30)


def test_stopping_is_clean(start, client, caplog):
    for _ in range(5):
        server = start()
        client.get(f"{server.control_url}/worlds")
        server.stop()

    assert caplog.text == ""


def test_a_server_that_never_started_can_be_stopped():
    Server(Address(port=0)).stop()


def test_a_delivery_cannot_drive_the_control_api(control, server):
    world = control.create_world()
    number = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]

    world.act(
        "tiny", "salvar_integracao", identificador=number, url_produtos=f"{server.control_url}/worlds/{world.id}/reset"
    )

    assert world.quiet(SOON).quiet
    (attempt,) = world.journal(direction="out")
    assert "destino não permitido: o controle dos simuladores" in attempt["hint"]
    assert world.journal(platform="homologa") == []


def test_a_restored_world_waits_for_the_delivery_on_its_way(subscribed, receiver, caplog):
    subscribed.snapshot("antes")
    receiver.gate.clear()
    subscribed.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    assert receiver.reached.wait(SOON)
    threading.Timer(0.1, receiver.gate.set).start()

    subscribed.restore("antes")
    subscribed.act("novaoito", "novo_produto", sku="B", nome="Copo")

    assert subscribed.quiet(SOON).quiet
    ids = [json.loads(body)["delivery_id"] for _, body in receiver.requests]
    assert len(set(ids)) == 2
    assert [delivery["state"] for delivery in subscribed.deliveries()] == ["delivered"]
    assert caplog.text == ""
