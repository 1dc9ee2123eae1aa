import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from wire import problem

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import AccessRefused, Lost, NotFound, RateLimited, Rejected, Suspended, Unavailable
from homologa.sync.core.http import is_loopback, proxy_to
from homologa.sync.core.lane import Lane
from homologa.sync.platforms.novaoito import Novaoito
from homologa.sync.platforms.tiny.client import Tiny
from homologa.sync.platforms.tiny.fields import as_list

TINY, STORE = Lane("tiny", "O Tiny"), Lane("novaoito", "A loja")
NOW = datetime(2026, 3, 2, 10, 0, 20, tzinfo=UTC)


@pytest.fixture
def clock():
    clock = Clock()
    clock.set(NOW)
    return clock


@pytest.fixture
def tiny(clock):
    def build(*answers):
        queue = list(answers)
        sent = []

        def handle(request):
            sent.append(request)
            answer = queue.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json={"retorno": answer})

        transport = httpx.MockTransport(handle)
        client = Tiny(
            "https://tiny.example/",
            token="segredo",
            developer_id="dev",
            lane=TINY,
            clock=clock,
            transport=transport,
        )
        return client, sent

    return build


@pytest.fixture
def store(clock):
    def build(answer):
        def handle(request):
            if isinstance(answer, Exception):
                raise answer
            return answer

        transport = httpx.MockTransport(handle)
        return Novaoito(
            "https://loja.example",
            app_token="app",
            store_id="l",
            lane=STORE,
            clock=clock,
            transport=transport,
        )

    return build


def refusal(code):
    return {"status_processamento": 1, "status": "Erro", "codigo_erro": code, "erros": [{"erro": "não"}]}


def test_the_token_travels_in_the_form_and_the_developer_id_in_a_header(tiny):
    client, sent = tiny({"status": "OK", "conta": {}})
    client.account()
    assert str(sent[0].url) == "https://tiny.example/api2/info.php"
    assert sent[0].headers["Developer-Id"] == "dev"
    assert sent[0].content == b"token=segredo&formato=json"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (1, AccessRefused), (2, AccessRefused), (5, Suspended), (8, Suspended), (6, RateLimited),
        (11, RateLimited), (20, NotFound), (32, NotFound), (3, Rejected), (31, Rejected), (33, Rejected),
        (35, Unavailable), (99, Suspended), ("8", Suspended),
    ],
)  # fmt: skip
def test_each_code_of_tiny_is_an_error_of_its_own(tiny, code, error):
    client, _ = tiny(refusal(code))
    with pytest.raises(error):
        client.product("1")


def test_a_limit_of_tiny_ends_with_the_minute(tiny):
    client, _ = tiny(refusal(6))
    with pytest.raises(RateLimited) as caught:
        client.account()
    assert caught.value.moment == NOW + timedelta(seconds=40)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.ReadTimeout("x"), Lost),
        (httpx.RemoteProtocolError("x"), Lost),
        (httpx.ConnectError("x"), Unavailable),
        (httpx.Response(200, text="<html>"), Lost),
        (httpx.Response(200, json=[]), Lost),
        (httpx.Response(502), Unavailable),
        (httpx.Response(429), RateLimited),
        (httpx.Response(404, text="File not found."), Rejected),
        ({"status": "OK"}, Lost),
    ],
)
def test_what_became_of_a_call_is_told_apart(tiny, answer, error):
    client, _ = tiny(answer)
    with pytest.raises(error):
        client.account()


def test_not_found_is_an_empty_search_and_a_failed_search_is_an_error(tiny):
    client, _ = tiny(refusal(20), refusal(6))
    assert client.search("x") == []
    with pytest.raises(RateLimited):
        client.search("x")


def page(pages, *ids):
    rows = [{"produto": {"id": number}} for number in ids]
    return {"status": "OK", "numero_paginas": str(pages), "produtos": rows}


def test_a_search_of_one_page_takes_one_call(tiny):
    client, sent = tiny(page(1, 1, 2))
    assert client.search("x") == [{"id": 1}, {"id": 2}]
    assert len(sent) == 1


def test_a_search_is_read_from_its_last_page_and_counts_each_row_once(tiny):
    client, sent = tiny(page(3, 1, 2), page(3, 5), page(3, 4, 3), page(3, 1, 3))
    assert sorted(row["id"] for row in client.search("x")) == [1, 3, 4, 5]
    assert [re.search(rb"pagina=(\d)", request.content)[1] for request in sent] == [b"1", b"3", b"2", b"1"]


def test_a_search_that_grows_is_read_from_its_new_last_page(tiny):
    client, _ = tiny(page(2, 1), page(3, 2), page(3, 3), page(3, 2), page(3, 1))
    assert sorted(row["id"] for row in client.search("x")) == [1, 2, 3]


def test_a_search_whose_last_page_is_gone_has_the_others(tiny):
    client, _ = tiny(page(2, 1), refusal(23), page(1, 1))
    assert client.search("x") == [{"id": 1}]


def test_a_batch_is_answered_by_sequencia_also_when_all_of_it_failed(tiny):
    row = {"registro": {"sequencia": "1", "status": "Erro", "codigo_erro": "31", "erros": [{"erro": "não"}]}}
    client, _ = tiny({"status": "Erro", "status_processamento": 2, "registros": [row]})
    assert client.create([{"nome": "A"}])[0].error.code == "31"


@pytest.mark.parametrize(("value", "expected"), [("", []), (None, []), ({"a": 1}, [{"a": 1}]), ([1], [1])])
def test_a_list_of_tiny_may_come_collapsed(value, expected):
    assert as_list(value) == expected


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (401, "invalid_token", AccessRefused), (403, "app_disabled", Suspended), (404, "not_found", NotFound),
        (409, "already_linked", Rejected), (422, "validation_failed", Rejected), (429, "rate_limited", RateLimited),
        (423, "store_suspended", Suspended), (500, "server_error", Unavailable), (503, "server_error", Unavailable),
    ],
)  # fmt: skip
def test_each_problem_of_the_store_is_an_error_of_its_own(store, status, code, error):
    with pytest.raises(error):
        store(problem(status, code)).product(1)


@pytest.mark.parametrize(("header", "seconds"), [({}, 10), ({"Retry-After": "1"}, 10), ({"Retry-After": "60"}, 60)])
def test_a_limit_of_the_store_ends_when_its_bucket_is_full(store, header, seconds):
    with pytest.raises(RateLimited) as caught:
        store(problem(429, "rate_limited", **header)).product(1)
    assert caught.value.moment == NOW + timedelta(seconds=seconds)


def test_a_refusal_names_the_fields(store):
    body = {"code": "validation_failed", "detail": "Valores inválidos.", "errors": {"name": ["em branco"]}}
    with pytest.raises(Rejected, match="name: em branco") as caught:
        store(httpx.Response(422, json=body)).create_product({})
    assert caught.value.code == "validation_failed"


def test_an_answer_that_is_no_problem_document_is_still_an_error(store):
    with pytest.raises(Rejected) as caught:
        store(httpx.Response(418, text="chá")).product(1)
    assert caught.value.code == "418"


def test_a_sku_is_one_segment_of_the_path(clock):
    paths = []

    def handle(request):
        paths.append(request.url.raw_path)
        return httpx.Response(200, json={"id": 1})

    client = Novaoito(
        "https://l.example",
        app_token="a",
        store_id="l",
        lane=STORE,
        clock=clock,
        transport=httpx.MockTransport(handle),
    )
    client.product_by_sku("A/1 ?#ç")
    assert paths == [b"/api/v1/products/by-sku/A%2F1%20%3F%23%C3%A7"]


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("loja.localhost", True),
        ("loja.example", False), ("10.0.0.1", False), ("localhost.example", False), ("", False),
    ],
)  # fmt: skip
def test_a_host_is_this_machine_or_another(host, is_ours):
    assert is_loopback(host) == is_ours


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://api.tiny.com.br", "http://proxy:1"),
        ("http://api.tiny.com.br", "http://proxy:2"),
        ("https://loja.sem.example", None),
        ("http://127.0.0.1:8000", None),
    ],
)
def test_a_proxy_of_the_environment_is_used_where_it_says_so(monkeypatch, url, proxy):
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
    for name in (*names, *map(str.lower, names)):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy:1")
    monkeypatch.setenv("all_proxy", "http://proxy:2")
    monkeypatch.setenv("no_proxy", "sem.example")

    assert proxy_to(httpx.URL(url)) == proxy
