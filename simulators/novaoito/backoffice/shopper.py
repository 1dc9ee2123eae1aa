"""The shopper of whom nobody said who he is: a believable Brazilian with a valid CPF."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.fake_data import brazilian_faker
from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work

STREET = {"complement": None, "neighborhood": "Centro"}


def filled(work: Work, person: Mapping[str, Any], address: Mapping[str, Any]) -> tuple[Document, Document]:
    """A shopper and his address, with what was not told made up; documents lose their masks."""
    made, home = _drawn(work)
    customer = {**made, **person}
    if customer["document"]:
        customer["document"] = tax_ids.bare(customer["document"])
    return customer, {"recipient": customer["name"], **home, **address}


def _drawn(work: Work) -> tuple[Document, Document]:
    seed = work.stream(f"shopper/{work.next_id('shopper')}").getrandbits(64)
    with brazilian_faker(seed) as fake:
        person = {
            "name": f"{fake.first_name()} {fake.last_name()}",
            "email": f"comprador{fake.random_int(1000, 9999)}@exemplo.com.br",
            "document": tax_ids.bare(fake.cpf()),
            "phone": fake.cellphone_number(),
        }
        home = {
            "zip_code": "".join(filter(str.isdigit, fake.postcode())),
            "street": fake.street_name(),
            "number": str(fake.random_int(1, 2999)),
            **STREET,
            "city": fake.city(),
            "state": fake.estado_sigla(),
        }
    return person, home
