import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.control.client import Control
from homologa.simulators.kernel.ids import Source
from homologa.simulators.site import CONTROL_URL, build

NAMES = st.text(max_size=10)


@given(NAMES, st.integers(), NAMES)
def test_values_follow_from_world_seed_and_name_alone(world, seed, name):
    one, same = Source(world, seed), Source(world, seed)

    assert one.secret(name) == same.secret(name)
    assert one.uuid(name) == same.uuid(name)
    assert one.stream(name).random() == same.stream(name).random()


@given(st.lists(st.tuples(st.from_regex("[a-z]{1,5}", fullmatch=True), st.integers(), NAMES), unique=True, max_size=8))
def test_credentials_differ_where_world_seed_or_name_do(named):
    assert len({Source(world, seed).secret(name) for world, seed, name in named}) == len(named)


@given(st.integers(), NAMES)
def test_believable_data_is_the_same_for_every_world_of_a_seed(seed, name):
    assert Source("um", seed).stream(name).random() == Source("dois", seed).stream(name).random()


@pytest.mark.parametrize("length", [1, 40, 64])
def test_a_secret_has_the_length_that_was_asked(length):
    assert len(Source("um", 1).secret("a", length)) == length


def test_two_runs_of_one_seed_are_the_same_to_the_byte():
    def run():
        site = build()
        world = Control(CONTROL_URL, site.transport).create_world(id="um", seed=3)
        world.act("novaoito", "novo_produto", sku="A", nome="Caneca", preco=9.9)
        world.act("tiny", "incluir_produto", codigo="A", nome="Caneca")
        world.act("tiny", "gerar_novo_token")
        world.advance(seconds=60)
        made = site.worlds.get("um")
        images = made.store.image(), [(e.at, e.request_body, e.response_body) for e in made.journal.find()]
        site.worlds.close()
        return images

    assert run() == run()
