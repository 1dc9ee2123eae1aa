"""A platform whose wire writes three methods."""

import json

import httpx
import pytest

from homologa.simulators.kernel.contracts import contract
from homologa.simulators.kernel.limits import Bucket, PerDay, PerMinute, Quota
from homologa.simulators.kernel.operations import HttpAnswer, Registry
from homologa.simulators.kernel.rooms import Surface
from homologa.simulators.kernel.web.default_wire import DefaultWire
from homologa.simulators.kernel.web.http import create_app
from homologa.simulators.kernel.web.request_reader import MAX_BODY

QUOTAS = (Quota(PerMinute(4)), Quota(PerDay(9)), Quota(Bucket(1, 0.1), "writes", "writes"))


class Wire(DefaultWire):
    """Three methods, and headers that tell what is left."""

    def locate(self, request, find):
        return find("token", request.headers.get("X-Token", ""))

    def admit(self, call):
        self.spend(call, "toy", QUOTAS)

    def write_refusal(self, request, error, headers=()):
        document = {"code": getattr(error, "status", 400), "name": error.message, "url": request.path}
        return HttpAnswer(document["code"], json.dumps(document).encode(), "application/json", headers, document)

    def headers(self, call):
        left = call.limits.left("toy", PerMinute(4), call.work.now)
        return (("X-Left", str(left.remaining)),)


def api():
    made = Registry()
    made.operation("echo", "POST", "/echo", source="", writes=True)(lambda call: {"got": call.data.body})
    made.operation("read", "GET", "/notes/<int:id>", source="")(lambda call: dict(call.data.parameters))
    made.operation("make", "POST", "/notes", source="")(lambda call: (201, call.data.body))
    made.operation("drop", "DELETE", "/notes", source="")(lambda call: None)
    return made


@pytest.fixture
def client(toy, world, monkeypatch):
    monkeypatch.setattr(contract, "load", lambda *_: contract.Contract({"paths": {}}))
    platform = toy.rebuild(surfaces=(Surface("/", "", Wire(), api()),))
    transport = httpx.WSGITransport(create_app(platform, toy.worlds))
    return httpx.Client(transport=transport, base_url="http://toy.example", headers={"X-Token": toy.token(world)})


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"json": {"a": [1]}}, {"a": [1]}),
        ({"content": b'{"a": 1}'}, {"a": 1}),
        ({"content": b'{"a": 1}', "headers": {"Content-Type": "text/plain"}}, {"a": 1}),
        ({"data": {"a[b]": "x", "a[c][]": "y"}}, {"a": {"b": "x", "c": ["y"]}}),
        ({"content": b"null"}, None),
        ({}, None),
    ],
)
def test_a_body_is_read_as_what_it_is(client, sent, read):
    assert client.post("/echo", **sent).json() == {"got": read}


def test_parameters_of_path_and_query_come_together(client):
    assert client.get("/notes/7?de=ontem").json() == {"de": "ontem", "id": 7}


def test_an_answer_has_its_status(client):
    made, dropped = client.post("/notes", json={"a": 1}), client.delete("/notes")

    assert (made.status_code, made.json(), dropped.status_code, dropped.content) == (201, {"a": 1}, 204, b"")


@pytest.mark.parametrize(
    ("method", "url", "sent", "status"),
    [
        ("POST", "/echo", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/echo", {"content": b"NaN"}, 400),
        ("POST", "/echo", {"headers": {"X-Token": "de-ninguem"}}, 401),
        ("GET", "/nada", {}, 404),
        ("PATCH", "/echo", {}, 405),
        ("POST", "/echo", {"content": b" " * (MAX_BODY + 1)}, 413),
    ],
)
def test_what_most_platforms_refuse_is_refused_in_the_words_of_this_one(client, method, url, sent, status):
    answer = client.request(method, url, **sent)

    assert (answer.status_code, answer.json()["code"], answer.json()["url"]) == (status, status, url)
    assert answer.headers.get("Allow") == ("POST" if status == 405 else None)


def test_quotas_count_by_trait_and_what_is_left_is_on_every_answer(client, world):
    world.set_limit_mode("enforce")

    told = [client.get("/notes/1") for _ in range(5)]

    assert [answer.status_code for answer in told] == [200] * 4 + [429]
    assert [answer.headers["X-Left"] for answer in told] == ["3", "2", "1", "0", "0"]
    assert world.journal.find()[-1].hint.startswith("acima do limite de requisições; há vaga em ")


def test_observed_a_limit_is_a_finding(client, world):
    for _ in range(5):
        client.get("/notes/1")

    assert {exchange.status for exchange in world.journal.find()} == {200}
    assert any("acima do limite" in finding for finding in world.journal.find()[-1].findings)
