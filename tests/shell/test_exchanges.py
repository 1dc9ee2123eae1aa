"""The journal and the deliveries as people read them."""

import json

import httpx
import pytest

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL


@pytest.fixture
def refused(site, world):
    """A call that Tiny refused."""
    with httpx.Client(transport=site.transport, base_url=world.data["platforms"]["tiny"]["url"]) as client:
        token = world.data["platforms"]["tiny"]["credentials"]["token"]
        client.post("/api2/produto.obter.php", data={"token": token, "id": "99", "formato": "json"})


@pytest.fixture
def stranger(site, world):
    """A call that belongs to no world."""
    with httpx.Client(transport=site.transport, base_url=world.data["platforms"]["tiny"]["url"]) as client:
        client.post("/api2/info.php", data={"token": "nenhum", "formato": "json"})


@pytest.fixture
def undelivered(world):
    """A delivery to where nobody is; gives its id."""
    integration = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
    world.act("tiny", "salvar_integracao", identificador=integration, url_produtos="http://longe.example/")
    return world.deliveries()[0]["id"]


def test_nothing_in_the_journal_is_told(world, homologa):
    assert homologa("journal") == "Nada no diário.\n"


def test_a_refusal_stands_with_its_hint(world, refused, homologa):
    line, *notes = homologa("journal").splitlines()

    assert "03/11/2026 09:00:00  → tiny" in line
    assert "produto.obter" in line
    assert any(note.strip().startswith("dica: ") for note in notes)


def test_the_whole_exchange_can_be_seen_masked(world, refused, homologa):
    text = homologa("journal", "--full")

    assert '"retorno"' in text
    assert "pedido" in text
    assert world.data["platforms"]["tiny"]["credentials"]["token"] not in text


def test_the_newest_are_shown_unless_a_place_is_named(world, homologa, answer):
    for _ in range(3):
        homologa("action", "run", "novaoito", "instalar")

    assert [row["seq"] for row in answer("journal", "--limit", "2")["data"]] == [2, 3]
    assert [row["seq"] for row in answer("journal", "--limit", "2", "--after", "0")["data"]] == [1, 2]


def test_filters_are_handed_on(world, refused, homologa, answer):
    homologa("action", "run", "novaoito", "instalar")

    assert {row["platform"] for row in answer("journal", "--platform", "novaoito")["data"]} == {"novaoito"}
    assert answer("journal", "--operation", "nada")["data"] == []


@pytest.mark.parametrize("words", [("--breaches", "--strangers"), ("--strangers", "--platform", "tiny")])
def test_filters_that_do_not_go_together_are_wrong_usage(world, call, words):
    assert call("journal", *words).exit_code == 2


def test_strangers_are_shown_with_their_hints(world, stranger, homologa):
    line, hint = homologa("journal", "--strangers").splitlines()

    assert "POST /api2/info.php" in line
    assert hint.strip().startswith("dica: ")


def test_breaches_are_none_as_long_as_all_is_well(world, refused, homologa):
    assert homologa("journal", "--breaches") == "Nada no diário.\n"


def test_deliveries_are_listed(world, undelivered, homologa):
    head, row = homologa("deliveries", "list").splitlines()

    assert head.startswith("nº")
    assert undelivered in row
    assert "http://longe.example/" in row


def test_a_delivery_is_shown_with_its_attempts(world, undelivered, homologa):
    text = homologa("deliveries", "show", undelivered)

    assert f"Entrega     {undelivered}" in text
    assert "1 tentativa no diário:" in text
    assert "host desconhecido: longe.example" in text


def test_deliveries_are_filtered(world, undelivered, homologa):
    assert homologa("deliveries", "list", "--platform", "novaoito") == "Nenhuma entrega.\n"


def test_quietness_is_told(world, homologa):
    assert homologa("deliveries", "quiet").startswith("Nada vencido nem a caminho. Relógio parado")
    assert homologa("deliveries", "pump") == "Tudo o que tinha vencido foi feito.\n"


def test_a_world_of_another_is_not_shown(site, world, refused, homologa):
    Control(CONTROL_URL, site.transport).create_world(id="dois")

    assert homologa("journal", "--world", "dois") == "Nada no diário.\n"


def test_one_exchange_is_shown_with_what_it_caused(world, undelivered, homologa):
    text = homologa("journal", "2")

    assert "salvar_integracao" in text
    assert "Causou\n" in text
    assert "[pela ação]" in text
    assert "Causada por\n" in homologa("journal", "3")


def test_what_contracts_have_against_requests_is_told_once(site, world, homologa):
    tiny = world.data["platforms"]["tiny"]
    with httpx.Client(transport=site.transport, base_url=tiny["url"]) as client:
        for _ in range(2):
            query = {"token": tiny["credentials"]["token"], "formato": "json", "id": "x"}
            client.post("/api2/produto.obter.php", data=query)

    lines = homologa("journal", "--findings").splitlines()

    assert len(lines) == 1
    assert "tiny produto.obter: " in lines[0]
    assert "(2 vezes; a primeira na troca 1)" in lines[0]


def test_exchanges_are_taken_away_as_har(world, refused, homologa, tmp_path):
    file = tmp_path / "trocas.har"

    assert homologa("journal", "--har", str(file)) == f"1 troca gravada em {file}.\n"
    assert json.loads(file.read_text("utf-8"))["log"]["version"] == "1.2"


def test_calls_are_taken_away_as_lines_of_curl(world, refused, homologa):
    (line,) = homologa("journal", "--curl").splitlines()

    assert line.startswith("curl ")
    assert "$TOKEN_TINY" in line


@pytest.mark.parametrize("words", [("1", "--curl"), ("--curl", "--follow"), ("--findings", "--har", "x"), ("99",)])
def test_forms_that_do_not_go_together_are_wrong_usage(world, call, words):
    assert call("journal", *words).exit_code == 2


class Streaming(httpx.BaseTransport):
    """Answers the stream of the journal with these events, a part at a time, and then says that the world is gone."""

    def __init__(self, inner, *parts):
        self._inner, self._parts = inner, list(parts)

    def handle_request(self, request):
        if not request.url.path.endswith("/stream"):
            return self._inner.handle_request(request)
        if not self._parts:
            return httpx.Response(404, json={"detail": "o mundo se foi"})
        events = [f"id: {seq}\nevent: exchange\ndata: {json.dumps(row)}\n\n" for seq, row in self._parts.pop(0)]
        return httpx.Response(200, text="".join(events), headers={"Content-Type": "text/event-stream"})


def test_what_follows_is_shown_once_however_often_the_stream_begins_again(site, world, refused, call):
    (first,) = world.journal()
    second, third = {**first, "seq": 2}, {**first, "seq": 3}
    transport = Streaming(site.transport, [(1, first), (2, second)], [(3, third)])

    ended = call("journal", "--follow", "--json", transport=transport)

    assert [json.loads(line)["seq"] for line in ended.stdout.splitlines()] == [1, 2, 3]
    assert (ended.exit_code, ended.stderr) == (2, "homologa: o mundo se foi.\n")


def test_what_is_not_kept_of_a_body_is_told(site, world, homologa):
    with httpx.Client(transport=site.transport, base_url=world.data["platforms"]["tiny"]["url"]) as client:
        token = world.data["platforms"]["tiny"]["credentials"]["token"]
        client.post("/api2/produto.obter.php", data={"token": token, "id": "9" * 100_000})

    assert "bytes que o diário não guarda" in homologa("journal", "1")
