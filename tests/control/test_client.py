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


@pytest.mark.parametrize("of", [Control, WorldClient])
def test_every_method_says_what_it_does(of):
    for name, method in inspect.getmembers(of, inspect.isfunction):
        assert name.startswith("_") or inspect.getdoc(method)
