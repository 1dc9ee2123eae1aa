import json
import subprocess
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from homologa.simulators.kernel.web import bracket_forms

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="[]\"'.\0", exclude_categories=("Z", "C")), min_size=1)
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
KEYS = NAMES.filter(lambda name: not name.isdigit())
NESTED = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=12,
)
FORMS = st.dictionaries(KEYS, NESTED, max_size=4)
SPELLINGS = {
    "PHP's": lambda first, rest: first + "".join(f"[{part}]" for part in rest),
    "quoted": lambda first, rest: "".join(f'["{part}"]' for part in (first, *rest)),
    "with blanks": lambda first, rest: f" {first} " + "".join(f"[ {part} ]" for part in rest),
}
PROGRAM = "foreach (json_decode(stream_get_contents(STDIN), true) as $one) echo http_build_query($one), PHP_EOL;"


def flat(value, parts=()):
    """The fields of a nested value, each with the parts of its name."""
    if isinstance(value, str):
        yield parts, value
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from flat(inner, (*parts, str(name)))


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(form=FORMS)
def test_what_was_nested_comes_back_whatever_the_spelling(spelling, form):
    fields = [(SPELLINGS[spelling](parts[0], parts[1:]), value) for parts, value in flat(form)]

    assert bracket_forms.read(fields) == form


@hypothesis_settings(max_examples=30)
@given(forms=st.lists(FORMS, min_size=1, max_size=6))
def test_what_php_writes_is_read(tool, forms):
    php = tool("php")
    sent = json.dumps([{"f": form} for form in forms])

    ran = subprocess.run([php, "-r", PROGRAM], input=sent, capture_output=True, text=True, check=True)

    read = [bracket_forms.read(parse_qsl(line, keep_blank_values=True)) for line in ran.stdout.splitlines()]
    assert read == [{"f": form} if form else {} for form in forms]


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        ([("Order[status_id]", "16")], {"Order": {"status_id": "16"}}),
        ([('["Order"]["status_id"]', "16")], {"Order": {"status_id": "16"}}),
        ([(' Order [ "status_id" ] ', "16")], {"Order": {"status_id": "16"}}),
        ([('["MarketplaceOrder""]["name"]', "x")], {"MarketplaceOrder": {"name": "x"}}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("a[1]", "b"), ("a[0]", "a"), ("a[]", "c")], {"a": ["a", "b", "c"]}),
        ([("a[3]", "x"), ("a[]", "y")], {"a": {"3": "x", "4": "y"}}),
        ([("a[007]", "x"), ("a[]", "y")], {"a": {"007": "x", "0": "y"}}),
        ([("a", "1"), ("a[b]", "2")], {"a": {"b": "2"}}),
        ([("a[b]", "2"), ("a", "1")], {"a": "1"}),
        ([("a[b]c[d]", "x")], {"a": {"b": "x"}}),
        ([("a[b", "x"), ("c]", "y"), ("", "z")], {"a[b": "x", "c]": "y", "": "z"}),
        ([("a[99999999999999999999]", "x")], {"a": {"99999999999999999999": "x"}}),
    ],
)
def test_one_form_is_read_so(fields, read):
    assert bracket_forms.read(fields) == read


@given(st.lists(st.tuples(st.text("ab[]\"' 01"), st.just("x")), max_size=6))
def test_whatever_comes_is_read(fields):
    assert isinstance(bracket_forms.read(fields), dict)


def test_a_form_is_bounded():
    deep = "a" + "[b]" * (bracket_forms.DEPTH - 1)

    assert bracket_forms.read([(deep, "x")])
    with pytest.raises(ValueError, match="níveis"):
        bracket_forms.read([(f"{deep}[c]", "x")])
    with pytest.raises(ValueError, match="campos"):
        bracket_forms.read((f"a[{number}]", "x") for number in range(bracket_forms.FIELDS + 1))
