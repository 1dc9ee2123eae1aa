"""What platforms send: JSON or not, and text that can be stored or not."""

import pytest

from homologa.sync.core.hooks import Delivery, is_unicode


@pytest.mark.parametrize(
    ("body", "document"), [(b'{"a": 1}', {"a": 1}), (b"[]", []), (b"", None), (b"a=1", None), (b"\xff", None)]
)
def test_the_document_of_a_body_is_its_json(body, document):
    assert Delivery("POST", "x", body).document == document


@pytest.mark.parametrize(
    ("written", "is_text"),
    [(b'{"a": ["\\ud83d\\udc69"]}', True), (b'{"a": ["\\ud83d"]}', False), (b'{"\\udc69": 1}', False)],
)
def test_half_a_character_is_no_text(written, is_text):
    assert is_unicode(Delivery("POST", "x", written).document) is is_text
