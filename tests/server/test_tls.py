"""A client that speaks TLS to a plain port is told at once, and found where calls of no world are looked for."""

import socket
import ssl

import httpx
import pytest

PATIENCE = 20.0


@pytest.mark.parametrize("name", ["control", "tiny", "novaoito"])
def test_a_tls_client_hears_at_once_that_this_is_no_tls(server, name):
    with pytest.raises(httpx.ConnectError, match="WRONG_VERSION_NUMBER"):
        httpx.get(server.urls[name].replace("http", "https"), verify=False, trust_env=False, timeout=PATIENCE)


def answer_to(server, client, *pieces):
    """What a port of Tiny's says to bytes that it reads piece by piece."""
    port = httpx.URL(server.urls["tiny"]).port
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as raw:
        for piece in pieces:
            raw.sendall(piece)
            for _ in range(2):
                # The loop that reads the second of these calls has read the piece before.
                client.get(f"{server.control_url}/packs")
        return b"".join(iter(lambda: raw.recv(4096), b""))


@pytest.mark.parametrize("pieces", [[b"\x16\x03\x01\x00\x05hello"], [b"\x16", b"\x03"], [b"\x16", b"\x03\x01"]])
def test_what_it_hears_says_what_to_do(server, client, pieces):
    answer = answer_to(server, client, *pieces)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.decode().endswith("troque https por http.\n")


def test_it_is_told_with_the_calls_of_no_world(server, control):
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.urls["tiny"].replace("http", "https"), verify=False, trust_env=False, timeout=PATIENCE)
    (noted,) = control.strangers()
    assert (noted["platform"], noted["method"], noted["status"]) == ("tiny", "TLS", 400)
    assert noted["hint"] == f"o cliente falou TLS (https) com uma porta que fala http: use {server.urls['tiny']}"


def test_plain_requests_in_small_pieces_are_no_tls(server):
    url = httpx.URL(server.urls["control"])
    with socket.create_connection((url.host, url.port), PATIENCE) as raw:
        for piece in (b"G", b"ET /_homologa/v1/packs HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"Connection: close\r\n\r\n"):
            raw.sendall(piece)
        answer = b"".join(iter(lambda: raw.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_what_only_begins_like_tls_is_a_bad_request(server, client, control):
    answer = answer_to(server, client, b"\x16", b"GET / HTTP/1.1\r\n\r\n")
    assert answer.startswith(b"HTTP/1.0 400 ")
    assert b"troque https por http" not in answer
    assert control.strangers() == []


def test_tls_after_a_plain_request_is_a_bad_request_and_nothing_more(server, control):
    url = httpx.URL(server.urls["control"])
    with socket.create_connection((url.host, url.port), PATIENCE) as raw:
        raw.sendall(b"GET /_homologa/v1/packs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n\x16\x03\x01\r\n\r\n")
        answer = b"".join(iter(lambda: raw.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert control.strangers() == []


def test_the_port_still_answers_afterwards(server, client):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    url = httpx.URL(server.urls["control"])
    for _ in range(3):
        with socket.create_connection((url.host, url.port), PATIENCE) as raw, pytest.raises(ssl.SSLError):
            context.wrap_socket(raw)
    assert client.get(f"{server.control_url}/packs").status_code == 200
