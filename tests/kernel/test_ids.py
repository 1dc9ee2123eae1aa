import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.control.client import Control
from homologa.simulators.kernel.ids import SecretSource, Source
from homologa.simulators.site import CONTROL_URL, build

NAMES = st.text(max_size=10)


@given(NAMES, st.integers(), NAMES)
def test_data_follows_from_world_seed_and_name_alone(world, seed, name):
    one, same = Source(world, seed), Source(world, seed)

    assert one.uuid(name) == same.uuid(name)
    assert one.stream(name).random() == same.stream(name).random()


@given(NAMES, NAMES, NAMES)
def test_credentials_follow_from_the_text_that_was_given(text, world, name):
    one, same = SecretSource.derive(text, world), SecretSource.derive(text, world)

    assert one.secret(name) == same.secret(name)
    assert one.pseudonym(name) == same.pseudonym(name)


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), unique=True, max_size=8))
def test_credentials_differ_where_text_world_or_name_do(named):
    assert len({SecretSource.derive(text, world).secret(name) for text, world, name in named}) == len(named)


def test_drawn_credentials_are_never_the_same():
    assert SecretSource.draw().secret("token") != SecretSource.draw().secret("token")


def test_a_key_is_not_shown():
    assert "key" not in repr(SecretSource(b"chave"))


@given(st.integers(), NAMES)
def test_believable_data_is_the_same_for_every_world_of_a_seed(seed, name):
    assert Source("um", seed).stream(name).random() == Source("dois", seed).stream(name).random()


@pytest.mark.parametrize("length", [1, 40, 64])
def test_a_secret_has_the_length_that_was_asked(length):
    assert len(SecretSource(b"chave").secret("a", length)) == length


def test_two_runs_of_one_seed_are_the_same_to_the_byte():
    def run():
        site = build(credentials_from="teste")
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
