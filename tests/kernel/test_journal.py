import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import BATCH, Journal
from homologa.simulators.kernel.exchanges.retention import JournalBounds

TEN = JournalBounds(exchanges=10)

BODIES = st.one_of(st.binary(max_size=20), st.text(max_size=20).map(lambda text: text.encode("utf-8", "ignore")))


def exchange(**fields):
    return Exchange(
        **{"seq": 0, "at": DEFAULT_INSTANT, "direction": "in", "platform": "toy", "method": "GET", **fields}
    )


def kept(journal, **fields):
    made = journal.open(exchange(url="/", **fields))
    journal.close(made)
    return made


@pytest.fixture
def journal():
    made = Journal()
    yield made
    made.close_file()


@pytest.fixture
def reopened(tmp_path):
    """Opens one journal file as often as is asked, each time as a new process would."""
    made = []

    def open_again(**options):
        made.append(Journal(tmp_path / "journal.db", **options))
        return made[-1]

    yield open_again
    for journal in made:
        journal.close_file()


def test_exchanges_are_numbered_as_they_open_and_kept_as_they_close(journal):
    first, second = journal.open(exchange(url="/1")), journal.open(exchange(url="/2"))
    assert (journal.last, journal.count()) == (0, 0)

    journal.close(second)
    journal.close(first)

    assert [found.url for found in journal.find()] == ["/1", "/2"]
    assert (journal.last, journal.count()) == (2, 2)


@given(
    BODIES,
    BODIES,
    st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=3),
    st.lists(st.text(max_size=5), max_size=3),
)
def test_what_was_exchanged_is_told_as_it_was(request, response, headers, findings):
    journal = Journal()
    made = journal.open(
        exchange(
            url="/",
            request_body=request,
            response_body=response,
            request_headers=headers,
            findings=findings,
            status=201,
            hint="dica",
        )
    )
    journal.close(made)

    (found,) = journal.find()

    assert (found.request_body, found.response_body) == (request, response)
    assert (list(found.request_headers), found.findings) == (headers, findings)
    assert (found.status, found.hint, found.at, found.state) == (201, "dica", DEFAULT_INSTANT, "fechada")
    journal.close_file()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("direction", "out"),
        ("platform", "outra"),
        ("operation", "notas"),
        ("subject", "nota 1"),
        ("method", "POST"),
        ("status", 404),
        ("cause", "entrega:1"),
    ],
)
def test_exchanges_are_found_by_their_fields(journal, name, value):
    kept(journal)
    wanted = kept(journal, **{name: value})

    assert [found.seq for found in journal.find(**{name: value})] == [wanted.seq]
    assert [found.seq for found in journal.find(**{name: str(value)})] == [wanted.seq]
    assert len(journal.find(**{name: ""})) == len(journal.find(**{name: None})) == 2


def test_filters_go_together(journal):
    for platform in ("a", "b"):
        for method in ("GET", "PUT"):
            kept(journal, platform=platform, method=method)

    (found,) = journal.find(platform="b", method="PUT")

    assert found.seq == 4


def test_an_unknown_filter_is_a_mistake(journal):
    with pytest.raises(ValueError, match="plataforma"):
        journal.find(plataforma="toy")


def test_pages_are_of_the_oldest_or_of_the_newest_and_always_in_order(journal):
    for _ in range(5):
        kept(journal)

    assert [found.seq for found in journal.find(limit=2)] == [1, 2]
    assert [found.seq for found in journal.find(after=2, limit=2)] == [3, 4]
    assert [found.seq for found in journal.find(limit=2, newest=True)] == [4, 5]
    assert journal.find(after=5) == []


def test_exchanges_carry_the_label_of_the_moment_at_which_they_opened(journal):
    journal.run = "passo 1"
    made = journal.open(exchange(url="/"))
    journal.run = "passo 2"
    journal.close(made)
    kept(journal)

    assert [found.run for found in journal.find()] == ["passo 1", "passo 2"]
    assert len(journal.find(run="passo 1")) == 1


def test_breaches_are_what_a_simulator_did_wrong(journal):
    kept(journal)
    wrong = kept(journal, breach="a resposta foge do contrato")

    assert [found.seq for found in journal.breaches()] == [wrong.seq]
    assert journal.breaches(after=wrong.seq) == []


@pytest.mark.parametrize("durable", [False, True])
def test_the_oldest_are_forgotten(journal, reopened, durable):
    bounded = reopened(bounds=TEN) if durable else Journal(bounds=TEN)
    for _ in range(BATCH):
        kept(bounded)

    assert bounded.count() == 10
    assert bounded.last == BATCH
    assert bounded.find()[0].seq == BATCH - 9
    bounded.close_file()


def test_it_never_grows_beyond_bound_and_slack():
    bounded = Journal(bounds=TEN)
    sizes = []
    for _ in range(3 * BATCH):
        kept(bounded)
        sizes.append(bounded.count())

    assert max(sizes) < 10 + BATCH
    bounded.close_file()


def test_a_file_goes_on_where_it_was(reopened):
    kept(reopened(), operation="antes")
    again = reopened()

    kept(again, operation="depois")

    assert [(found.seq, found.operation) for found in again.find()] == [(1, "antes"), (2, "depois")]


def test_what_a_kill_cut_short_is_found_as_interrupted(reopened):
    killed = reopened()
    kept(killed)
    killed.open(exchange(url="/meio", operation="cortada"))

    again = reopened()

    (found,) = again.find(state="interrompida")
    assert (found.seq, found.operation, found.status) == (2, "cortada", None)
    assert again.open(exchange(url="/")).seq == 3


def test_what_was_answered_before_a_kill_is_there_whole(reopened):
    killed = reopened()
    answered = killed.open(exchange(url="/", request_body=b"\x00\xff", request_headers=[("A", "b")]))
    answered.status, answered.response_body, answered.findings = 201, "ágata".encode(), ["um"]
    killed.close(answered)

    (found,) = reopened().find()

    assert (found.request_body, list(found.request_headers)) == (b"\x00\xff", [("A", "b")])
    assert (found.status, found.response_body, found.findings) == (201, "ágata".encode(), ["um"])
    assert found.state == "fechada"


def test_what_was_seen_open_and_ended_before_a_kill_is_there_whole(reopened):
    killed = reopened()
    answered = killed.open(exchange(url="/", request_body=b"1"))
    assert [found.state for found in killed.find()] == ["aberta"]
    answered.status, answered.hint = 200, "dica"
    killed.close(answered)

    (found,) = reopened().find()

    assert (found.state, found.request_body, found.status, found.hint) == ("fechada", b"1", 200, "dica")


def test_a_row_that_was_cut_loses_itself_alone(reopened, tmp_path):
    killed = reopened()
    kept(killed, operation="um")
    with (tmp_path / "journal.spool").open("ab") as spool:
        spool.write(b'\n[2, "cort')
    kept(killed, operation="dois")

    assert [found.operation for found in reopened().find()] == ["um", "dois"]


def test_what_is_open_in_a_file_can_be_seen(reopened):
    journal = reopened()
    journal.open(exchange(url="/"))

    assert [found.state for found in journal.find()] == ["aberta"]
    assert journal.last == 0


def test_a_marker_is_no_exchange_of_a_platform(journal):
    journal.add_marker(DEFAULT_INSTANT, "restaurado: inicial")

    (found,) = journal.find()
    assert (found.platform, found.operation, found.state) == ("homologa", "restaurado: inicial", "fechada")
