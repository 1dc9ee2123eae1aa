"""Benches of the toy shop on both ERPs."""

import pytest
from toys.bench import Bench
from toys.calls import Calls
from toys.erp import ToToyErp, ToyErp
from toys.tiny import TinyAccount, ToTiny

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL, build


@pytest.fixture(scope="session")
def tiny_world():
    site = build()
    world = Control(CONTROL_URL, site.transport).create_world(limits="off")
    number = world.act("tiny", "incluir_integracao", plataforma="Novaoito e-commerce", nome="Loja")["identificador"]
    yield site, world, number
    site.worlds.close()


@pytest.fixture(scope="session")
def make(tiny_world):
    """Makes a bench on one of the ERPs, which treats repeated numbers in one of two ways."""
    site, world, number = tiny_world

    def build_bench(erp, duplicates):
        calls = Calls()
        if erp == "toy":
            return Bench(ToyErp(calls, duplicates), ToToyErp(), calls)
        world.act("tiny", "recusar_pedido_repetido", recusar=duplicates == "error30")
        return Bench(TinyAccount(site, world, calls, number), ToTiny(), calls)

    return build_bench


ERPS = [(erp, duplicates) for erp in ("toy", "tiny") for duplicates in ("error30", "allow")]


@pytest.fixture(params=ERPS, ids="-".join)
def bench(request, make):
    return make(*request.param)


@pytest.fixture(params=ERPS, ids="-".join)
def fresh(request, make):
    """Makes benches on the same ERP."""
    return lambda: make(*request.param)


@pytest.fixture(params=["toy", "tiny"])
def trader(request, make):
    """A bench on one of the ERPs, for what repeated numbers have no part in."""
    return make(request.param, "error30")


@pytest.fixture
def tiny_bench(make):
    return make("tiny", "error30")
