import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.printable import printable, printable_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Caneca de ágata – 10 € 😀 שלום", "Caneca de ágata – 10 € 😀 שלום"),
        ("\x1b[2JCaneca\x07", "\\u001b[2JCaneca\\u0007"),
        ("\x9b31mCaneca\x7f", "\\u009b31mCaneca\\u007f"),
        ("CAN\u202e10", "CAN\\u202e10"),
        ("a\u2066b\u2069c\u200fd\u061ce", "a\\u2066b\\u2069c\\u200fd\\u061ce"),
        ("a\rb\x00c\u2028d\ud800e", "a\\u000db\\u0000c\\u2028d\\ud800e"),
        ("a\n\tb", "a\n\tb"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text, shown):
    assert printable(text) == shown


def test_on_one_line_there_is_one_line():
    assert printable_line("a\nb\tc\x1b") == "a\\u000ab\\u0009c\\u001b"


@given(st.text())
def test_nothing_is_left_that_a_terminal_would_obey(text):
    for shown in (printable(text), printable_line(text)):
        left = {sign for sign in shown if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs")}
        assert left <= {"\n", "\t"}
        assert not {sign for sign in shown if unicodedata.bidirectional(sign) in ("LRE", "RLE", "LRO", "RLO", "PDF")}
    assert printable(printable(text)) == printable(text)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_json_says_the_same(text):
    assert json.loads(printable(json.dumps([text], ensure_ascii=False))) == [text]
