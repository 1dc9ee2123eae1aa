import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.simulators.tiny.rules.fretes import VIZINHAS, Item, Opcoes, cotar

LAW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
CEPS = st.from_regex(r"[0-9]{8}", fullmatch=True)
ITEMS = st.builds(
    Item,
    st.sampled_from(["A", "B", "C"]),
    st.integers(1, 5),
    st.floats(0.01, 6),
    st.tuples(st.floats(1, 30), st.floats(1, 30), st.floats(1, 30)),
    st.integers(0, 9),
)


@pytest.fixture(scope="module")
def work():
    from homologa.simulators.site import build

    site = build()
    world = site.worlds.create(id="um")
    with world.work("tiny", write=False) as reading:
        yield reading
    site.worlds.close()


def prices(options):
    return {option["id_forma_frete"]: option["preco"] for option in options}


@LAW
@given(ceps=st.tuples(CEPS, CEPS), items=st.lists(ITEMS, min_size=1, max_size=4))
def test_together_costs_no_less_than_any_and_no_more_than_all(work, ceps, items):
    apart = [prices(quote["opcoes"]) for quote in cotar(work, ceps, items, Opcoes())]
    together = prices(cotar(work, ceps, items, Opcoes(agrupado=True)))

    for form, price in together.items():
        alone = [quote[form] for quote in apart]
        assert max(alone) - 0.01 <= price <= sum(alone) + 0.01 * len(alone)


@LAW
@given(ceps=st.tuples(CEPS, CEPS), item=ITEMS, more=st.floats(0, 5))
def test_more_weight_never_costs_less(work, ceps, item, more):
    heavier = Item(item.sku, item.quantidade, item.peso + more, item.medidas, item.preparacao)

    light, heavy = (prices(cotar(work, ceps, [one], Opcoes(agrupado=True))) for one in (item, heavier))

    assert heavy.keys() <= light.keys()
    assert all(light[form] <= price for form, price in heavy.items())


@LAW
@given(ceps=st.tuples(CEPS, CEPS), items=st.lists(ITEMS, min_size=1, max_size=3), agrupado=st.booleans())
def test_the_way_back_costs_the_same_and_so_does_asking_again(work, ceps, items, agrupado):
    options = Opcoes(agrupado=agrupado)

    first = cotar(work, ceps, items, options)

    assert first == cotar(work, ceps, items, options) == cotar(work, (ceps[1], ceps[0]), items, options)


@LAW
@given(ceps=st.tuples(CEPS, CEPS), item=ITEMS, por_tipo=st.booleans())
def test_preparation_adds_days_and_nothing_else(work, ceps, item, por_tipo):
    (plain,) = cotar(work, ceps, [item], Opcoes(por_tipo=por_tipo))
    (slow,) = cotar(work, ceps, [item], Opcoes(com_preparacao=True, por_tipo=por_tipo))

    assert slow["opcoes"] == [{**option, "prazo": option["prazo"] + item.preparacao} for option in plain["opcoes"]]


def test_regions_border_on_each_other():
    assert all(one in VIZINHAS[other] for one, others in VIZINHAS.items() for other in others)
