"""Keyed pseudonyms for whatever leaves: the same secret or person keeps the same mask within a world."""

import base64
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus, unquote_plus

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.masks import fields
from homologa.simulators.kernel.masks.known import KnownValues
from homologa.simulators.kernel.masks.personal import NOWHERE, TAX_IDS, PersonalFields, Place

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
MASK = re.compile(r"(‹[a-z]+:[0-9a-f]{8}›)")
SEPARATORS = re.compile(r'([\s&=?"<>]+)')
DOCUMENT = re.compile(
    r"(?<!\w)(?<!\d\.)"
    r"(?:\d{3}\.\d{3}\.\d{3}-\d{2}|[^\W_]{2}\.[^\W_]{3}\.[^\W_]{3}/[^\W_]{4}-\d{2}|[^\W_]{12}\d{2}|\d{11})"
    r"(?!\w)(?!\.\d)",
    re.ASCII,
)
NAMES = r"(?:proxy-)?authorization|[\w-]*token|[\w-]*secret|password|senha|[\w-]*api[-_]?key|[\w-]*access[-_]?key"
ACCESS_HEADERS = "(?:set-)?cookie"
BEARER = re.compile(r"(\bBearer +)([\w.~+/=-]{12,})", re.IGNORECASE)
BASIC = re.compile(r"(\bBasic +)([A-Za-z0-9+/]{4,}={0,2})(?![\w+/=])", re.IGNORECASE)
SCHEME = re.compile(r"((?:Bearer|Basic|Token)\s+)(\S.*)", re.IGNORECASE | re.DOTALL)
PHONE = re.compile(r"(?<![\w.])(?:\+?55\s?)?\(\d{2}\)\s?9?\s?\d{4}[-\s]?\d{4}(?!\w)")
PAIR = re.compile(r'(?P<before>(?:^|[?&\s])(?P<name>[^\s=&?"<>{}]{1,80})=)(?P<value>[^&\s"<>#]+)')
PART = re.compile(
    r'^(?=[^\r\n]*name=")'
    r"(?P<head>(?P<parameters>[^\r\n]*+)(?:\r?\n[^\r\n]++){0,4}+\r?\n\r?\n)(?P<value>[^\r\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
"""A field of a multipart form: the line with its name, the other lines of its head, and what it begins with."""
PART_NAME = re.compile(r'\bname="(?P<name>[^"]+)"', re.IGNORECASE)
SAID = "; veio "
FINDING_FIELD = re.compile(r"(?<![\w.-])(?P<name>[\w.-]++): (?:esperado|campo) ")
FINDING_VALUE = re.compile(r'"(?:[^"\\]|\\.)*+"?…?|[^;]*')
"""What a contract has found in a field, as `wording` says it: the field before SAID, the value after it."""
DEEPEST = 8
"""Documents within documents that are looked into."""
ADDRESS = re.compile(r"https?://[^\s\"'<>‹›\\]+", re.IGNORECASE)
OPAQUE = re.compile(
    r"(?<=/)(?=[^/?#]*[0-9])(?:(?=[^/?#]*[a-z])(?=[^/?#]*[A-Z])[\w-]{20,}|(?=[^/?#]*[a-fA-F])[0-9a-fA-F]{20,})(?=[/?#]|$)",
    re.ASCII,
)
"""A segment of a path that gives access by itself; an UUID is an identifier, and is left."""
CPF_LENGTH = 11


@dataclass(frozen=True)
class _Patterns:
    """How what has a secret name is written; but for headers, with what is before, the value and what is after."""

    headers: re.Pattern[str]
    forms: re.Pattern[str]
    documents: tuple[re.Pattern[str], ...]


@functools.lru_cache(maxsize=8)
def _patterns(declared: frozenset[str]) -> _Patterns:
    own = "".join(f"|{re.sub('[-_]', '[-_]', name)}" for name in sorted(declared))
    names = f"(?:{NAMES}{own})"
    json = rf'(?P<before>"{names}"\s*:\s*")(?P<value>(?:[^"\\]|\\.)++)(?P<after>"|\\?\Z)'
    # JSON within a text of JSON: its quotes have 1, 3 or 7 backslashes, by the levels around it.
    inner = (
        rf'(?P<before>(?<!\\)(?P<level>\\{{1,7}}+)"{names}(?P=level)"\s*:\s*(?P=level)")'
        r'(?P<value>.+?)(?P<after>(?<!\\)(?P=level)"|\Z)'
    )
    xml = rf"(?P<before><{names}(?:\s[^<>]*+)?>)(?P<value>[^<]++)(?P<after></|\Z)"
    return _Patterns(
        re.compile(f"{ACCESS_HEADERS}|{names}", re.IGNORECASE),
        re.compile(rf'(?P<before>(?:^|[?&\s])(?:{names}|code)=)(?P<value>[^&\s"]+)(?P<after>)', re.IGNORECASE),
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in (json, inner, xml)),
    )


@functools.lru_cache(maxsize=8)
def _worth_reading(personal: PersonalFields) -> re.Pattern[str]:
    """What a document has in it when it is to be read field by field."""
    letters = sorted("[_-]?".join(map(re.escape, name)) for name in personal.names)
    return re.compile("|".join((r"\\", r"&[#\w]+;", *(rf"{name}\b" for name in letters))), re.IGNORECASE)


class Masker:
    """Masks the secrets of one world, and what tells who people are, how they are reached and where they live.

    `names` are those of headers and fields whose values are secret, beside those that any reader would take for it;
    `personal` are the fields of the platforms' documents that are so. CPF, CNPJ, e-mails and phones as people write
    them are masked wherever they stand, and so are the values of `known`, to which every personal value that is met is
    added.
    """

    def __init__(
        self,
        source: SecretSource,
        secrets: Iterable[str],
        names: Iterable[str] = (),
        personal: Iterable[PersonalFields] = (),
        known: KnownValues | None = None,
    ) -> None:
        self._known = KnownValues() if known is None else known
        self._source = source
        self._secrets = sorted({secret for secret in secrets if len(secret) >= 8}, key=len, reverse=True)
        self._patterns = _patterns(frozenset(names))
        self._personal = PersonalFields.of_all((TAX_IDS, *personal))
        self._worth_reading = _worth_reading(self._personal)
        self._searches = tuple(self._make_searches())

    def text(self, text: str, place: str = "") -> str:
        """The text, such as a URL, a form or a document, with everything secret or personal replaced.

        `place` names what it stands in, such as the operation that it belongs to.
        """
        return self._mask_text(text, self._personal.enter(NOWHERE, place), DEEPEST)

    def body(self, body: bytes, place: str = "") -> str:
        """A body as text, with bytes that are no UTF-8 written as escapes."""
        return self.text(body.decode("utf-8", "backslashreplace"), place)

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Headers with the secret ones replaced whole, but for the scheme of a credential."""
        return [
            (name, self._mask_credential(name, value) if self._patterns.headers.fullmatch(name) else self.text(value))
            for name, value in headers
        ]

    def secret(self, value: str) -> str:
        """The mask of a secret."""
        return self._pseudonym("segredo", value)

    def _mask_text(self, text: str, place: Place, depth: int) -> str:
        if "=" in text:
            text = PAIR.sub(lambda found: self._mask_pair(found, place), text)
        if "%" in text:
            text = "".join(self._mask_encoded(part, place, depth) for part in SEPARATORS.split(text))
        return self._mask_plain(text, place, depth)

    def _mask_credential(self, name: str, value: str) -> str:
        scheme = SCHEME.fullmatch(value) if name.lower().endswith("authorization") else None
        return scheme[1] + self.secret(scheme[2]) if scheme else self.secret(value)

    def _mask_pair(self, found: re.Match[str], place: Place) -> str:
        """A field of a form or of a query."""
        name, value = unquote_plus(found["name"]), found["value"]
        return found["before"] + self._mask_field(name, unquote_plus(value), value, place)

    def _mask_field(self, path: str, value: str, written: str, place: Place) -> str:
        """What stands for a value as it is written; `cliente[nome]` and `cliente.nome` stand below `cliente`."""
        *around, name = re.split(r"[\[\].]+", path.rstrip("]"))
        for one in around:
            place = self._personal.enter(place, one)
        return self._person(value) if self._personal.is_personal(place, name, value) else written

    def _mask_findings(self, text: str, depth: int) -> str:
        """A text with findings of a contract in it, with what was found in each field masked as that field is."""
        made: list[str] = []
        at = 0
        while (said := text.find(SAID, at)) >= 0:
            start = end = said + len(SAID)
            made.append(text[at:start])
            field, value = FINDING_FIELD.search(text, at, said), FINDING_VALUE.match(text, start)
            if field and value:
                made.append(self._mask_finding(field["name"], value[0], depth))
                end = value.end()
            at = end
        return "".join((*made, text[at:]))

    def _mask_finding(self, path: str, value: str, depth: int) -> str:
        place = NOWHERE
        *around, name = path.split(".")
        for one in around:
            place = self._personal.enter(place, one)
        if self._personal.is_personal(place, name, value):
            return self._person(value.strip('"…'))
        return self._mask_document(value, self._personal.enter(place, name), depth)

    def _mask_part(self, found: re.Match[str], place: Place) -> str:
        """A field of a multipart form."""
        named, value = PART_NAME.search(found["parameters"]), found["value"]
        if named is None:
            return found[0]
        if self._patterns.headers.fullmatch(named["name"]):
            return found["head"] + self.secret(value)
        return found["head"] + self._mask_field(named["name"], value, value, place)

    def _mask_document(self, text: str, place: Place, depth: int) -> str:
        """A document, or a text with one in it, with its fields masked by name and place, and those that are coded."""
        if not depth or not self._worth_reading.search(text):
            return text

        def change(name: str, value: str, where: Place, decoded: bool) -> str:
            if not value.strip():
                return value
            if self._patterns.headers.fullmatch(name):
                return self.secret(value)
            if self._personal.is_personal(where, name, value):
                return self._person(value)
            return self._mask_text(value, where, depth - 1) if decoded or value[0] in "{[<" else value

        read = fields.mask_xml if text.lstrip().startswith("<") else fields.mask_json
        return read(text, self._personal, place, change, _join_around_masks)

    def _mask_plain(self, text: str, place: Place, depth: int) -> str:
        text = self._mask_document(text, place, depth)
        text = self._mask_findings(text, depth) if SAID in text else text
        text = PART.sub(lambda found: self._mask_part(found, place), text) if 'name="' in text else text
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, self._pseudonym("segredo", secret))
        for mark, pattern, mask in self._searches:
            if mark in text:
                text = pattern.sub(mask, text)
        return self._known.replace(text, lambda value: self._pseudonym("pessoal", value))

    def _make_searches(self) -> Iterator[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]]]:
        """What is hunted for in any text, in this order: a mark without which there is none, a pattern, its mask."""
        for mark, pattern in zip(('"', '\\"', "</"), self._patterns.documents, strict=True):
            yield mark, pattern, lambda found: self._within(found, found["value"])
        yield "=", self._patterns.forms, lambda found: self._within(found, unquote_plus(found["value"]))
        yield " ", BEARER, lambda found: found[1] + self.secret(found[2])
        yield " ", BASIC, lambda found: found[1] + self.secret(found[2]) if _is_pair(found[2]) else found[0]
        yield "://", ADDRESS, lambda found: OPAQUE.sub(lambda key: self.secret(key[0]), found[0])
        yield "@", EMAIL, lambda found: self._pseudonym("email", found[0].lower())
        yield "(", PHONE, lambda found: self._pseudonym("pessoal", found[0])
        yield "", DOCUMENT, self._mask_number

    def _within(self, found: re.Match[str], value: str) -> str:
        return found["before"] + self._pseudonym("segredo", value) + found["after"]

    def _mask_encoded(self, part: str, place: Place, depth: int) -> str:
        if "%" not in part:
            return part
        plain = unquote_plus(part, errors="surrogateescape")
        masked = self._mask_plain(plain, place, depth)
        return (
            part
            if masked == plain
            else _join_around_masks(masked, lambda piece: quote_plus(piece, errors="surrogateescape"))
        )

    def _mask_number(self, found: re.Match[str]) -> str:
        number = tax_ids.bare(found[0])
        return self._number(number) if tax_ids.is_valid(number) else found[0]

    def _person(self, value: str) -> str:
        """The mask of what a personal field says; a CPF sent as a number has lost the zero that it began with."""
        number = tax_ids.bare(value).zfill(CPF_LENGTH)
        return self._number(number) if tax_ids.is_valid(number) else self._pseudonym("pessoal", value)

    def _number(self, number: str) -> str:
        return self._pseudonym("cpf" if tax_ids.is_cpf(number) else "cnpj", number)

    def _pseudonym(self, kind: str, value: str) -> str:
        if MASK.fullmatch(value):
            return value
        if kind == "pessoal":
            self._known.add(value)
            value = _bare(value)
        return f"‹{kind}:{self._source.pseudonym(value)}›"


def _join_around_masks(text: str, write: Callable[[str], str]) -> str:
    return "".join(piece if MASK.fullmatch(piece) else write(piece) for piece in MASK.split(text))


def _bare(value: str) -> str:
    """A name without its capitals and blanks, a number without its signs: so they are one, however written."""
    digits = "".join(filter(str.isdigit, value))
    return digits if digits and not any(map(str.isalpha, value)) else " ".join(value.casefold().split())


def _is_pair(encoded: str) -> bool:
    try:
        return b":" in base64.b64decode(encoded, validate=True)
    except ValueError:
        return False
