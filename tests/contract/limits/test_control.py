import httpx
import pytest

from homologa.simulators.control import event_stream, parsing
from homologa.simulators.site import CONTROL_URL, build

CONTRACT = "control"
REFERRED = ("uma que assine", "tem de ser um de", "GET /operations", "não há plataforma", "não há pacote")
"""Parts of what is said of a value, or of one that it lacks, which names something that is not there."""


@pytest.fixture(scope="module")
def site():
    made = build()
    made.worlds.create(id="um")
    yield made
    made.worlds.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Lets no request wait long for what does not come."""
    monkeypatch.setattr(parsing, "MAX_WAIT", 0.01)
    monkeypatch.setattr(event_stream, "LONGEST", 0.01)


@pytest.fixture(scope="module")
def ask(site):
    """Sends a request of an operation to an untouched world."""
    client = httpx.Client(transport=site.transport, base_url=CONTROL_URL)
    site.worlds.get("um").snapshot("pronto")

    def send(limit, value):
        site.worlds.get("um").restore("pronto")
        made = limit.wrap(value)
        sent = {"params": {limit.place[0]: made}} if limit.where == "query" else {"json": made}
        return client.request(limit.method, limit.path.replace("{world}", "um"), **sent)

    yield send
    client.close()


def is_admitted(answer):
    """Whether nothing was said of the value itself."""
    return answer.status_code != 422 or any(part in answer.json()["detail"] for part in REFERRED)


def test_a_value_is_refused_from_the_limit_on_and_not_before(ask, description, limit):
    told = [(value, admitted, ask(limit, value)) for value, admitted in description.probes(limit)]

    wrong = [(value, answer.text) for value, admitted, answer in told if is_admitted(answer) != admitted]
    assert wrong == []
    assert [answer.text for _, admitted, answer in told if not admitted and str(limit.bound) not in answer.text] == []
