import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.exchanges.retention import NEAR, JournalBounds, Retention, cut

BODY = 1_000
BOUNDS = JournalBounds(exchanges=50, total_bytes=20_000, body_bytes=BODY)


@pytest.fixture
def opened(tmp_path):
    """Opens a journal, in memory or in one file, as often as is asked."""
    made = []

    def make(durable, bounds=BOUNDS):
        made.append(Journal(tmp_path / "journal.db" if durable else None, bounds))
        return made[-1]

    yield make
    for journal in made:
        journal.close_file()


def keep(journal, request=b"", response=b"", **fields):
    made = journal.open(Exchange(0, DEFAULT_INSTANT, "in", "toy", "POST", "/", request_body=request, **fields))
    made.response_body = response
    journal.close(made)
    return made


@pytest.mark.parametrize("durable", [False, True])
def test_of_a_large_body_the_beginning_is_kept_and_the_rest_counted(opened, durable):
    journal = opened(durable)
    keep(journal, b"a" * BODY, b"b" * (BODY + 1))
    (found,) = journal.find()

    assert (found.request_body, found.request_size) == (b"a" * BODY, BODY)
    assert (found.response_body, found.response_size) == (b"b" * BODY, BODY + 1)


def test_a_body_is_cut_before_a_separator():
    half = b'{"nome":"' + b"x" * (BODY - 40) + b'","token":"' + b"segredo" * 20

    assert cut(half, BODY) == half[: half.rindex(b'"')]


@given(st.binary(max_size=3 * NEAR), st.integers(1, 2 * NEAR))
def test_what_is_cut_is_a_beginning_that_is_not_too_long_and_not_much_too_short(body, most):
    kept = cut(body, most)

    assert body.startswith(kept)
    assert min(len(body), most) >= len(kept) >= min(len(body), most - NEAR)


@pytest.mark.parametrize("durable", [False, True])
def test_a_journal_has_a_bound_in_bytes(opened, durable):
    journal = opened(durable)
    for _ in range(40):
        keep(journal, b"a" * BODY, b"b" * BODY)
    found = journal.find()

    assert sum(len(one.request_body) + len(one.response_body) for one in found) <= BOUNDS.total_bytes
    assert [one.seq for one in found] == list(range(journal.dropped + 1, 41))
    assert len(found) > 5


def test_a_journal_that_is_opened_again_knows_what_it_holds(opened):
    journal = opened(durable=True)
    for _ in range(9):
        keep(journal, b"a" * BODY, b"b" * BODY)
    journal.close_file()

    again = opened(durable=True)
    before = again.count()
    for _ in range(3):
        keep(again, b"a" * BODY, b"b" * BODY)

    assert again.count() == before
    assert again.last == 12


def test_long_addresses_and_headers_count(opened):
    journal = opened(durable=False)
    for _ in range(9):
        keep(journal, request_headers=[("X", "a" * 4_000)])

    assert journal.count() < 9


def test_an_exchange_that_alone_is_too_much_is_kept(opened):
    journal = opened(durable=False, bounds=JournalBounds(total_bytes=10))
    keep(journal, b"a")
    keep(journal, b"b")

    assert [one.request_body for one in journal.find()] == [b"b"]


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 9_000)), min_size=1, max_size=60))
def test_what_is_kept_fits_and_is_the_newest(added):
    retention, sizes = Retention(BOUNDS, {}, 0), {}
    for number, size in added:
        retention.add(number, size)
        sizes[number] = size
        dropped = retention.drop()
        sizes = {kept: size for kept, size in sizes.items() if kept > dropped or kept == max(sizes)}

    assert len(sizes) == 1 or sum(sizes.values()) <= BOUNDS.total_bytes
