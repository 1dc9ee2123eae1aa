import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.filters import sql_condition
from homologa.simulators.kernel.exchanges.journal import Journal


@pytest.fixture
def journal():
    made = Journal()
    yield made
    made.close_file()


@pytest.fixture
def keep(journal):
    def make(**fields):
        known = {"at": DEFAULT_INSTANT, "direction": "in", "platform": "toy", "method": "GET", "url": "/"}
        journal.close(journal.open(Exchange(**{"seq": 0, **known, **fields})))

    return make


@pytest.mark.parametrize(("status", "numbers"), [("4xx", [2, 3]), ("2xx", [1]), ("404", [2]), (404, [2]), ("5xx", [])])
def test_by_status_or_class(journal, keep, status, numbers):
    for given in (200, 404, 422, None):
        keep(status=given)

    assert [found.seq for found in journal.find(status=status)] == numbers


@pytest.mark.parametrize(
    ("only", "numbers"),
    [("findings", [2]), ("hint", [3, 6]), ("refused", [3, 4, 5]), ("breach", [7]), ("", range(1, 8))],
)
def test_only_what_went_wrong(journal, keep, only, numbers):
    keep(status=200)
    keep(status=200, findings=["id: falta"])
    keep(status=200, hint="mude o token")
    keep(status=422)
    keep(status=500, direction="out")
    keep(status=None, direction="out", hint="sem resposta")
    keep(status=200, breach="foge do contrato")

    assert [found.seq for found in journal.find(only=only)] == list(numbers)


def test_by_moment(journal, keep):
    for seconds in (0.0, 0.5, 1.0, 60.0):
        keep(at=DEFAULT_INSTANT + timedelta(seconds=seconds))

    found = journal.find(since=DEFAULT_INSTANT + timedelta(seconds=0.5), until=DEFAULT_INSTANT + timedelta(seconds=60))

    assert [exchange.seq for exchange in found] == [2, 3]


TEXT = 'São João & "Cia" /x'


@pytest.mark.parametrize(
    "fields",
    [
        {"request_body": TEXT.encode()},
        {"response_body": json.dumps({"nome": TEXT}).encode()},
        {"response_body": json.dumps({"nome": TEXT}, ensure_ascii=False).encode()},
        {"request_body": urlencode({"nome": TEXT}).encode()},
        {"request_body": urlencode({"produto": json.dumps({"nome": TEXT})}).encode()},
        {"response_body": 'a<nome>São João &amp; "Cia" /x</nome>'.encode()},
        {"url": f"/?{urlencode({'nome': TEXT})}"},
    ],
)
def test_by_text_however_it_is_written(journal, keep, fields):
    keep(request_body=b"outra coisa")
    keep(**fields)

    assert [found.seq for found in journal.find(text=TEXT)] == [2]


def test_a_text_is_no_pattern(journal, keep):
    keep(request_body=b"cem por cento")

    assert journal.find(text="%") == journal.find(text="c_m") == []


@pytest.mark.parametrize("filters", [{"cor": "azul"}, {"only": "erros"}, {"since": "ontem"}])
def test_what_cannot_be_sought_is_a_mistake(filters):
    with pytest.raises(ValueError, match=r"cor|erros|ontem"):
        sql_condition(filters)
