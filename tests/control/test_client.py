import inspect

import httpx
import pytest

from homologa.simulators.control.client import Control, ControlError, WorldClient


def answering(*answers):
    replies = iter(answers)
    return Control("http://controle.example", httpx.MockTransport(lambda request: next(replies)))


def test_an_error_without_a_problem_is_still_an_error():
    control = answering(httpx.Response(502, text="<html>"), httpx.Response(500, json=[1]))

    for status in (502, 500):
        with pytest.raises(ControlError, match=f"resposta {status} do controle") as caught:
            control.worlds()
        assert caught.value.status == status


def test_nobody_there_is_an_error_of_the_network():
    with pytest.raises(httpx.ConnectError):
        Control("http://127.0.0.1:1").worlds()


def test_the_address_may_end_with_a_slash(site):
    assert Control("http://localhost/_homologa/v1/", site.transport).worlds() == []


def test_user_and_password_of_the_address_are_sent():
    asked = []
    guarded = httpx.MockTransport(lambda request: asked.append(request) or httpx.Response(200, json={"data": []}))

    Control("http://ana:s%C3%AD@controle.example", guarded).operations()

    assert asked[0].headers["Authorization"] == "Basic YW5hOnPDrQ=="


def test_redirects_and_cookies_are_not_followed():
    answers = [
        httpx.Response(307, headers={"Location": "/", "Set-Cookie": "a=b"}),
        httpx.Response(200, json={"data": 1}),
    ]
    asked = []
    control = Control("http://controle.example", httpx.MockTransport(lambda one: asked.append(one) or answers.pop(0)))

    with pytest.raises(ControlError, match="resposta 307 do controle"):
        control.operations()
    control.operations()

    assert "Cookie" not in asked[1].headers


@pytest.mark.parametrize("of", [Control, WorldClient])
def test_every_method_says_what_it_does(of):
    for name, method in inspect.getmembers(of, inspect.isfunction):
        assert name.startswith("_") or inspect.getdoc(method)
