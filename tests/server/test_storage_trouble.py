"""A disk that is full or that takes nothing more: reads go on, writes are refused in the platform's own words."""

import sqlite3
from pathlib import Path

import pytest

from homologa.simulators.control.client import ScreenRefused
from homologa.simulators.kernel.storage import trouble
from homologa.simulators.shell.doctor import state
from homologa.simulators.tiny.rules.produtos.modelo import PRODUTO


@pytest.fixture
def server(start, tmp_path):
    return start(folder=tmp_path)


@pytest.fixture
def world(server, control_of):
    made = control_of(server.control_url).create_world(id="um", limits="off")
    for number in range(5):
        made.act("tiny", "incluir_produto", nome=f"Caneca {number}", codigo=f"C-{number}", preco=1)
    return made


@pytest.fixture
def inner(server, world):
    return server.site.worlds.get(world.id)


@pytest.fixture
def full(inner):
    """Leaves the database of the world no page more, as a full disk does."""

    def fill():
        pages = inner.store.connection.execute("PRAGMA page_count").fetchone()[0]
        inner.store.connection.execute(f"PRAGMA max_page_count = {pages}")

    yield fill
    inner.store.connection.execute("PRAGMA max_page_count = 1073741823")


@pytest.fixture
def call(world, client):
    tiny = world.data["platforms"]["tiny"]
    credentials = {"token": tiny["credentials"]["token"], "formato": "json"}

    def post(service, **fields):
        answer = client.post(f"{tiny['url']}/api2/{service}.php", data={**credentials, **fields})
        assert answer.status_code == 200
        return answer.json()["retorno"]

    return post


LARGE = (
    '{"produtos":[{"produto":{"sequencia":1,"nome":"N","unidade":"UN","preco":1,"origem":"0","situacao":"A","tipo":"P","obs":"'
    + "x" * 90_000
    + '"}}]}'
)


def test_a_full_disk_is_refused_as_maintenance_and_reads_go_on(world, full, call):
    full()

    refused = call("produto.incluir", produto=LARGE)

    assert refused["codigo_erro"] in (99, "99")
    assert call("produtos.pesquisa", pesquisa="Caneca")["produtos"]
    assert call("info")["status"] == "OK"
    assert trouble.FULL in [row["hint"] for row in world.journal(operation="produto.incluir")]
    assert world.breaches() == []


def test_a_search_goes_on_when_its_index_finds_no_room(world, full, call, inner):
    full()
    inner.store.connection.execute("PRAGMA query_only = ON")
    found = call("produtos.pesquisa", pesquisa="Caneca")["produtos"]
    inner.store.connection.execute("PRAGMA query_only = OFF")

    assert len(found) == 5


def test_a_screen_says_why_nothing_can_be_kept(world, full):
    rows = [{"nome": f"Caneca {number}", "codigo": f"N-{number}", "preco": 1} for number in range(500)]
    full()

    with pytest.raises(ScreenRefused) as refused:
        world.act("tiny", "importar_produtos", produtos=rows)

    assert refused.value.detail == trouble.FULL


def test_the_world_and_the_doctor_tell_of_it_until_there_is_room(world, full, call, inner):
    full()
    call("produto.incluir", produto=LARGE)
    told = world.refresh()["trouble"]
    inner.store.connection.execute("PRAGMA max_page_count = 1073741823")
    call("produto.incluir", produto=LARGE)

    assert told == trouble.FULL
    assert state.storage(told).state == "problema"
    assert "libere espaço" in state.storage(told).to_text()
    assert world.refresh()["trouble"] == ""
    assert state.storage("").state == "ok"


def test_a_journal_that_cannot_be_written_stops_nobody(world, call, inner):
    with Path("/dev/full").open("ab", buffering=0) as file:
        inner.journal._spool._file, before = file, inner.journal._spool._file
        assert call("info")["status"] == "OK"
        told = world.refresh()["trouble"]
        inner.journal._spool._file = before

    assert told == trouble.FULL
    call("info")
    assert world.journal(operation="info")
    assert world.refresh()["trouble"] == ""


@pytest.fixture
def flipped(inner):
    """Flips one bit of a product, as a disk does, behind the back of the store."""

    def flip(code):
        ((key, text),) = inner.store.rows("SELECT id, doc FROM tiny_produto WHERE codigo = ?", (code,))
        wrong = bytearray(text.encode())
        wrong[text.index(code)] ^= 1
        inner.store.rows("UPDATE tiny_produto SET doc = CAST(? AS TEXT) WHERE id = ?", (bytes(wrong), key))
        inner.store.documents("tiny_produto", PRODUTO).invalidate()
        return key

    return flip


def test_a_flipped_byte_is_known_and_everything_sound_goes_on(world, flipped, call):
    damaged = flipped("C-2")

    assert call("produto.obter", id=damaged)["codigo_erro"] in (99, "99")
    assert call("produtos.pesquisa", pesquisa="C-3")["produtos"]
    assert call("info")["status"] == "OK"
    assert call("produto.incluir", produto=LARGE)["status"] == "OK"
    told = world.refresh()["trouble"]
    assert f"o documento {damaged} de tiny_produto está danificado" in told
    assert state.storage(told).state == "problema"
    assert world.breaches() == []


def test_a_list_with_a_damaged_document_is_refused_in_words(world, flipped, call):
    flipped("C-2")

    assert call("produtos.pesquisa", pesquisa="Caneca")["codigo_erro"] in (99, "99")
    with pytest.raises(ScreenRefused, match="está danificado"):
        world.view("tiny", "lista_de_produtos")


def test_a_snapshot_mends_what_was_damaged(world, flipped, call):
    world.snapshot("antes")
    damaged = flipped("C-2")
    call("produto.obter", id=damaged)

    world.restore("antes")

    assert call("produto.obter", id=damaged)["status"] == "OK"
    assert world.refresh()["trouble"] == ""


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(28, "x"), trouble.FULL),
        (OSError(30, "x"), trouble.READ_ONLY),
        (OSError(5, "x"), trouble.UNREADABLE),
        (sqlite3.OperationalError("no such table"), None),
        (ValueError(), None),
    ],
)
def test_a_reason_is_told_for_what_the_storage_does_alone(error, reason):
    assert trouble.reason(error) == reason
