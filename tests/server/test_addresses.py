import socket
from urllib.parse import urlsplit

import httpx
import pytest

from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.server import Address, Server

KEY = "chave-do-controle"


def info(client, url, token, **headers):
    answer = client.get(f"{url}/api2/info", params={"token": token, "formato": "json"}, headers=headers)
    return answer.json()["retorno"]["status"]


@pytest.fixture
def world(control):
    return control.create_world(id="um")


def test_a_world_made_over_the_control_api_is_reached_at_the_ports_it_shows(client, server, world):
    tiny, store = world.data["platforms"]["tiny"], world.data["platforms"]["novaoito"]
    admin = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}

    assert tiny["url"] == server.urls["tiny"]
    assert info(client, tiny["url"], tiny["credentials"]["token"]) == "OK"
    assert client.get(f"{store['url']}/api/v1/apps", headers=admin).status_code == 200


@pytest.mark.parametrize("host", ["api.tiny.com.br", "API.Tiny.com.br", "erp.tiny.com.br:443"])
def test_a_platform_answers_at_any_port_to_its_own_name(client, server, world, host):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    for url in server.urls.values():
        assert info(client, url, token, Host=host) == "OK"


def test_a_store_answers_to_its_own_name(client, server, world):
    credentials = world.data["platforms"]["novaoito"]["credentials"]
    headers = {"Authorization": f"Bearer {credentials['admin_token']}", "Host": credentials["host"]}

    assert client.get(f"{server.urls['tiny']}/api/v1/apps", headers=headers).status_code == 200


def test_a_name_that_nobody_has_is_misdirected_and_noted(client, server, control, world):
    answer = client.get(f"{server.urls['tiny']}/api2/info", headers={"Host": "conector.example:80"})

    assert answer.status_code == 421
    assert "homologa serve --allow-host conector.example" in answer.text
    noted = control.strangers()[-1]
    assert (noted["status"], noted["hint"]) == (421, answer.text.strip())


@pytest.mark.parametrize("host", ["[::1", "[x", "x]"])
def test_a_host_that_is_none_leaves_both_journals_readable(client, server, control, world, host):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    for url in server.urls.values():
        assert client.get(f"{url}/api2/info", params={"token": token}, headers={"Host": host}).status_code < 500

    assert {noted["path"] for noted in control.strangers()} <= {"/api2/info"}
    assert world.exchanges.har()


def test_an_address_that_makes_no_sense_is_a_bad_request(server):
    where = urlsplit(server.urls["tiny"])
    with socket.create_connection((where.hostname, where.port)) as connection:
        connection.sendall(b"GET http://[::1 HTTP/1.1\r\nHost: localhost\r\n\r\n")

        assert connection.recv(1024).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9:1", "localhost", "LOCALHOST:80", "[::1]:8001"])
def test_a_platform_answers_at_its_port_to_every_name_of_this_machine(client, server, world, host):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    assert info(client, server.urls["tiny"], token, Host=host) == "OK"


def test_a_platform_answers_to_a_name_that_was_allowed(client, start, control_of):
    server = start(hosts=frozenset({"Conector.example"}))
    token = control_of(server.control_url).create_world().data["platforms"]["tiny"]["credentials"]["token"]

    assert info(client, server.urls["tiny"], token, Host="conector.example") == "OK"


def test_a_server_for_other_machines_has_a_key_or_does_not_start():
    with pytest.raises(UsageError, match="--control-key"):
        Server(Address("0.0.0.0", 0))


def test_a_server_for_other_machines_answers_who_shows_the_key(client, start):
    server = start(address=Address("0.0.0.0", 0), control_key=KEY)
    headers = {"Host": "maquina.example:8000"}

    assert client.get(f"{server.control_url}/worlds", headers=headers).status_code == 401
    headers["Authorization"] = f"Bearer {KEY}"
    assert client.get(f"{server.control_url}/worlds", headers=headers).status_code == 200


def test_the_control_api_refuses_a_foreign_name(client, server):
    answer = client.get(f"{server.control_url}/worlds", headers={"Host": "loja.example"})

    assert (answer.status_code, answer.json()["detail"]) == (403, "este endereço não é desta máquina")


def test_every_port_is_of_the_loopback(server):
    assert {urlsplit(url).hostname for url in server.urls.values()} == {"127.0.0.1"}
    assert list(server.urls) == ["control", "tiny", "novaoito"]


def test_by_default_nobody_outside_reaches_it():
    assert Address().host == "127.0.0.1"

    (listening,) = Address(port=0).sockets([0])

    with listening:
        assert listening.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "shown"), [("localhost", "localhost"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("::", "[::1]")]
)
def test_it_listens_where_it_is_told(client, start, host, shown):
    try:
        server = start(address=Address(host, 0), control_key=KEY)
    except UsageError as error:
        pytest.skip(f"this machine has no {host}: {error}")

    assert server.control_url.startswith(f"http://{shown}:")
    assert client.get(f"{server.control_url}/worlds", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200


def free_run_of_ports():
    """A port that is free together with the few after it; another process may still be faster."""
    for _ in range(50):
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = first.getsockname()[1]
        try:
            for socket_ in Address(port=port).sockets(range(6)):
                socket_.close()
        except UsageError:
            continue
        return port
    return pytest.skip("no six free ports in a row")


def test_platforms_follow_the_control_api_at_their_own_distance(start):
    port = free_run_of_ports()

    urls = start(address=Address(port=port)).urls

    assert {name: urlsplit(url).port - port for name, url in urls.items()} == {"control": 0, "tiny": 1, "novaoito": 5}


def test_a_port_that_is_taken_leaves_the_others_free():
    port = free_run_of_ports()
    told = f"em 127.0.0.1, porta {port + 5}: outro programa a usa"
    with socket.create_server(("127.0.0.1", port + 5)), pytest.raises(UsageError, match=told):
        Address(port=port).sockets([0, 1, 5])

    for socket_ in Address(port=port).sockets([0, 1, 5]):
        socket_.close()


def test_after_the_end_nobody_answers(client, start):
    server = start()
    server.stop()

    with pytest.raises(httpx.ConnectError):
        client.get(server.control_url)


@pytest.mark.parametrize("public_url", ["http://192.0.2.10", "https://homologa.example", "http://[2001:db8::1]"])
def test_other_machines_are_told_the_public_address_with_each_port(start, client, public_url):
    server = start(address=Address(port=0, public_url=public_url))

    ports = {name: urlsplit(url).port for name, url in server.urls.items()}
    assert server.urls == {name: f"{public_url}:{port}" for name, port in ports.items()}
    control = f"http://127.0.0.1:{ports['control']}/_homologa/v1"
    world = client.post(f"{control}/worlds", json={}).json()
    assert world["platforms"]["tiny"]["url"] == server.urls["tiny"]
    token, host = world["platforms"]["tiny"]["credentials"]["token"], urlsplit(public_url).netloc
    assert info(client, f"http://127.0.0.1:{ports['tiny']}", token, Host=host) == "OK"


@pytest.mark.parametrize(
    "public_url", ["192.0.2.10", "http://", "ftp://h", "http://h:80", "http://h/x", "http://u@h", "http://a b"]
)
def test_a_public_address_is_scheme_and_host(public_url):
    with pytest.raises(UsageError, match="não serve de URL pública"):
        Address(public_url=public_url)
