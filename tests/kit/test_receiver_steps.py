"""How a step spoils the secret part of a receiver's URL, wherever a connector keeps it."""

import pytest

from homologa.features.steps.receptores import with_another_key


@pytest.mark.parametrize(
    ("url", "spoilt"),
    [
        ("https://c.example/hooks/tiny/0123456789abcdef/product", "https://c.example/hooks/tiny/chave-errada/product"),
        ("http://127.0.0.1:8010/p?apiKey=segredo", "http://127.0.0.1:8010/p?apiKey=chave-errada"),
    ],
)
def test_only_the_key_becomes_another(url, spoilt):
    assert with_another_key(url) == spoilt
