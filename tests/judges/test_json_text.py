"""PHP itself judges the bytes of Tiny's JSON: reading them and writing them again changes nothing."""

import json
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.simulators.tiny.php import json_encode

PROGRAM = Path(__file__).parent / "clients" / "encode.php"
READS = ["info.php", "produtos.pesquisa.php", "produto.obter.php", "produto.obter.estoque.php", "pedidos.pesquisa.php"]
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
)
NAMES = st.text() | st.sampled_from("0123")
VALUES = st.recursive(
    SCALARS | st.text(), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4)
)


@pytest.fixture
def written_again():
    """Gives JSON texts as PHP writes what it has read of them."""
    if not shutil.which("php"):
        pytest.skip("there is no php on this machine")

    def write(texts):
        done = subprocess.run(
            ["php", str(PROGRAM)], input=json.dumps(texts), capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return write


@pytest.mark.fact("tiny-api2", 56)
def test_php_writes_every_value_as_the_fake_does(written_again):
    @settings(max_examples=5, deadline=None, derandomize=True, database=None)
    @given(st.lists(VALUES, min_size=40, max_size=80))
    def law(values):
        assert [json_encode(value) for value in values] == written_again([json.dumps(value) for value in values])

    law()


@pytest.mark.fact("tiny-api2", 56)
def test_php_writes_the_answers_as_the_fake_does(served, shop, written_again):
    where = f"{served['platforms']['tiny']['url']}/api2/"
    asked = {"token": shop.token, "formato": "json", "id": shop.ids["product"]}
    shop.world.act("tiny", "exigir_filtro_de_pedidos", exigir=False)
    shop.world.act("tiny", "incluir_pedido", cliente="Água/Sal", itens=[{"codigo": "AGUA-1", "valor": 0.1}])

    texts = [httpx.post(where + service, data=asked).text for service in READS]

    assert all('"status":"OK"' in text for text in texts)
    assert written_again(texts) == texts
