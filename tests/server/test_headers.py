"""Headers with `_` in their names reach the platform that declares them, over sockets and without, and no other."""

import dataclasses

import httpx
import pytest

from homologa.simulators import server, site
from homologa.simulators.kernel.platform import installed_platforms
from homologa.simulators.server import process

SENT = {"App_Token": "abc", "other_token": "x", "App-Token": "de-outro"}


@pytest.fixture
def declaring(monkeypatch):
    """Tiny declares a header, and the store does not."""
    first, *others = installed_platforms()
    platforms = (dataclasses.replace(first, headers=frozenset({"app_token"})), *others)
    for module in (process, site):
        monkeypatch.setattr(module, "installed_platforms", lambda names=None: platforms)


@pytest.fixture
def ask(declaring, transport):
    """Calls the platforms by a transport; gives the headers that each was told of."""
    made, client, addresses = transport

    def call(name):
        client.get(f"{addresses[name]}", headers=SENT)
        return dict(made.worlds.unrouted_journal.find(platform=name)[-1].request_headers)

    return call


@pytest.fixture(params=["sockets", "in process"])
def transport(request, declaring):
    """A site, a client of it, and the addresses of its platforms."""
    if request.param == "sockets":
        served = server.Server(server.Address(port=0))
        served.start()
        with httpx.Client() as client:
            yield served.site, client, {"tiny": f"{served.urls['tiny']}/api2/info", "novaoito": served.urls["novaoito"]}
        served.stop()
        return
    made = site.build()
    hosts = {"tiny": "https://api.tiny.com.br/api2/info", "novaoito": "https://loja-x.novaoito.example/api/v1/products"}
    with httpx.Client(transport=made.transport) as client:
        yield made, client, hosts
    made.worlds.close()


def test_the_platform_that_declares_a_header_gets_it_as_it_declares_it(ask):
    told = ask("tiny")

    assert (told["app_token"], told["App-Token"]) == ("abc", "de-outro")
    assert not [name for name in told if name.lower() in ("other_token", "other-token")]


def test_another_platform_gets_none(ask):
    told = ask("novaoito")

    assert told["App-Token"] == "de-outro"
    assert not [name for name in told if "_" in name]
