"""However a text is made, masking it takes a number of steps that is proportional to its length."""

import re
import sys
from re import _constants as op
from re import _parser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.masks import fields, known, masking, personal
from homologa.simulators.kernel.masks.masking import Masker
from homologa.simulators.kernel.masks.personal import PersonalFields

STEPS = 150
"""For each character of a text; a pattern that goes back over it takes as many as the text has characters."""
READ = 60
"""How many times the characters of a text may be handed to patterns, with what is decoded of them."""
LENGTH = 600
WHOLE = ("headers", "masking.SCHEME")
"""Patterns that are held against whole texts only."""
PERSONAL = PersonalFields(frozenset({"cliente"}), frozenset({"nome", "rua"}), frozenset({"cpf"}))
PATTERNS = {
    **{
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in (fields, known, masking, personal)
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    },
    **{
        f"document {number}": pattern
        for number, pattern in enumerate(masking._patterns(frozenset({"x-chave"})).documents)
    },
    "headers": masking._patterns(frozenset()).headers,
    "forms": masking._patterns(frozenset()).forms,
    "worth reading": masking._worth_reading(PERSONAL),
}
PIECES = [
    *(
        "\\",
        '"',
        "\\\\",
        '\\"',
        '"token":"',
        '\\"token\\":\\"',
        '\\\\\\"token\\\\\\":\\\\\\"',
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
    ),
    *("; veio ", "a: campo ", "a.b", ": esperado ", 'name="', 'content-disposition: form-data; name="a"', "\r\n\r\n"),
    *("<", ">", "</", "<a", "<token>", "<![CDATA[", "]]>", "&", "=", "?", "a=", "%22", "%7B", "&amp;", "#", "+"),
    *(
        " ",
        "\n",
        "a",
        "A1b2",
        "0",
        "11",
        ".",
        "-",
        "_",
        "@",
        "a@",
        "b.c",
        "http://",
        "/",
        "Bearer ",
        "Basic ",
        "(11) 9",
    ),
    *("nome", '"cpf":', "cliente[", "é", "…", "‹segredo:", "›"),
]


class Steps:
    """Matches as a backtracking engine does, and counts the characters, places and groups that it tries."""

    def __init__(self, text):
        self.text = text
        self.taken = 0

    def count(self, pattern, whole=False):
        """Every search of `pattern.sub` over the text, or the one of `pattern.fullmatch`."""
        parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.LOCALE)
        self.ignores_case = bool(pattern.flags & re.IGNORECASE)
        at = 0
        while at <= (0 if whole else len(self.text)):
            self.groups = {}
            end = next(self.sequence(list(parsed), at), None)
            at = at + 1 if end is None or end == at else end
        return self.taken

    def sequence(self, nodes, at):
        if not nodes:
            yield at
            return
        for middle in self.node(*nodes[0], at):
            yield from self.sequence(nodes[1:], middle)

    def node(self, kind, value, at):  # noqa: C901
        self.taken += 1
        match kind:
            case op.LITERAL | op.NOT_LITERAL | op.IN | op.ANY:
                if at < len(self.text) and self.is_one(kind, value, self.text[at]):
                    yield at + 1
            case op.BRANCH:
                for branch in value[1]:
                    yield from self.sequence(list(branch), at)
            case op.SUBPATTERN:
                for end in self.sequence(list(value[3]), at):
                    self.groups[value[0]] = self.text[at:end]
                    yield end
            case op.MAX_REPEAT | op.MIN_REPEAT:
                yield from self.repeat(kind, *value, at)
            case op.POSSESSIVE_REPEAT:
                yield from list(self.repeat(op.MAX_REPEAT, *value, at))[:1]
            case op.ATOMIC_GROUP:
                yield from list(self.sequence(list(value), at))[:1]
            case op.ASSERT | op.ASSERT_NOT:
                if self.looks(*value, at) == (kind is op.ASSERT):
                    yield at
            case op.AT:
                if self.is_at(value, at):
                    yield at
            case op.GROUPREF:
                wanted = next(reversed(self.groups.values()), "") if value not in self.groups else self.groups[value]
                if self.text.startswith(wanted, at):
                    yield at + len(wanted)
            case _:
                raise NotImplementedError(kind)

    def repeat(self, kind, low, high, body, at):
        ends = [at]
        if kind is op.MIN_REPEAT:
            while True:
                if len(ends) > low:
                    yield ends[-1]
                following = next(self.sequence(list(body), ends[-1]), None)
                if following is None or following == ends[-1] or len(ends) > high:
                    return
                ends.append(following)
        # The items of the patterns can each be matched in one way, so that giving up the last ones is all there is.
        while len(ends) <= high:
            following = next(self.sequence(list(body), ends[-1]), None)
            if following is None or following == ends[-1]:
                break
            ends.append(following)
        while len(ends) > low:
            self.taken += 1
            yield ends.pop()

    def looks(self, direction, body, at):
        if direction > 0:
            return next(self.sequence(list(body), at), None) is not None
        low, high = body.getwidth()
        return any(
            next((end for end in self.sequence(list(body), at - width) if end == at), None) is not None
            for width in range(low, high + 1)
            if width <= at
        )

    def is_at(self, where, at):
        before, after = self.text[at - 1 : at] if at else "", self.text[at : at + 1]
        match where:
            case op.AT_BEGINNING:
                return at == 0 or before == "\n"
            case op.AT_BEGINNING_STRING:
                return at == 0
            case op.AT_END | op.AT_END_STRING:
                return at == len(self.text)
            case op.AT_BOUNDARY:
                return is_word(before) != is_word(after)
        raise NotImplementedError(where)

    def is_one(self, kind, value, letter):
        if kind is op.ANY:
            return True
        if kind is op.IN:
            negated = value[0][0] is op.NEGATE
            return any(self.is_in(*item, letter) for item in value[negated:]) != negated
        return (self.same(value, letter)) == (kind is op.LITERAL)

    def is_in(self, kind, value, letter):
        match kind:
            case op.LITERAL:
                return self.same(value, letter)
            case op.RANGE:
                return any(value[0] <= ord(one) <= value[1] for one in self.cases(letter))
            case op.CATEGORY:
                tests = {"SPACE": str.isspace, "DIGIT": str.isdigit, "WORD": is_word}
                *_, negated, name = f"_{value}".replace("CATEGORY", "").replace("UNI", "").split("_")
                return tests[name](letter) != (negated == "NOT")
        raise NotImplementedError(kind)

    def same(self, code, letter):
        return any(code == ord(one) for one in self.cases(letter))

    def cases(self, letter):
        return {letter, *(one for one in (letter.lower(), letter.upper()) if len(one) == 1 and self.ignores_case)}


def is_word(letter):
    return letter.isalnum() or letter == "_"


def texts():
    """A few pieces, written again and again, with a few others around."""
    few = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
    return st.builds(lambda head, body, tail: head + body * (LENGTH // len(body)) + tail, few, few, few)


@pytest.fixture(autouse=True, scope="module")
def deep():
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("name", sorted(PATTERNS))
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=texts())
@example(text='{"nome":"' + "\\" * LENGTH + '"}')
@example(text="a: campo " * (LENGTH // 9) + "; veio")
@example(text='name="' * (LENGTH // 6))
@example(text="<" + "a" * LENGTH)
@example(text="a" * LENGTH)
def test_a_pattern_takes_steps_in_proportion_to_the_text(name, text):
    assert Steps(text).count(PATTERNS[name], name in WHOLE) <= STEPS * len(text)


@pytest.mark.parametrize("pattern", [r"(\\+)\"", "a+b", "(a|b)+c", "x: .*; y"])
def test_the_count_finds_a_pattern_that_goes_back(pattern):
    text = "\\" * LENGTH + "a" * LENGTH + "x: " * LENGTH
    assert Steps(text).count(re.compile(pattern)) > STEPS * len(text)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=texts(), wrap=st.integers(0, 3))
def test_a_text_is_handed_to_patterns_a_few_times_only(text, wrap):
    read = []

    class Counting(Masker):
        def _mask_text(self, text, place, depth):
            read.append(len(text))
            return super()._mask_text(text, place, depth)

        def _mask_plain(self, text, place, depth):
            read.append(len(text))
            return super()._mask_plain(text, place, depth)

    Counting(SecretSource(bytes(32)), [], (), [PERSONAL]).text(text)

    assert sum(read) <= READ * len(text)
