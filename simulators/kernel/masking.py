"""Keyed pseudonyms for whatever leaves: the same secret or person keeps the same mask within a world."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus, unquote_plus

from simulators.kernel.ids import Source

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MASK = re.compile(r"(‹[a-z]+:[0-9a-f]{8}›)")
SEPARATORS = re.compile(r'([\s&=?"<>]+)')
DOCUMENT = re.compile(
    r"(?<!\w)(?<!\d\.)(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|\d{14}|\d{11})(?!\w)(?!\.\d)"
)
NAMES = r"(?:proxy-)?authorization|[\w-]*token|[\w-]*secret|password|senha|[\w-]*api[-_]?key|[\w-]*access[-_]?key"
ACCESS_HEADERS = "(?:set-)?cookie"
BEARER = re.compile(r"(\bBearer\s+)([\w.~+/=-]{12,})", re.IGNORECASE)
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
    json = rf'(?P<before>"{names}"\s*:\s*")(?P<value>(?:[^"\\]|\\.)+)(?P<after>")'
    # JSON within a text of JSON: its quotes have as many backslashes as there are levels around it.
    inner = (
        rf'(?P<before>(?P<level>\\+)"{names}(?P=level)"\s*:\s*(?P=level)")(?P<value>.+?)(?P<after>(?<!\\)(?P=level)")'
    )
    xml = rf"(?P<before><{names}(?:\s[^<>]*)?>)(?P<value>[^<]+)(?P<after></)"
    return _Patterns(
        re.compile(f"{ACCESS_HEADERS}|{names}", re.IGNORECASE),
        re.compile(rf'(?P<before>(?:^|[?&\s])(?:{names}|code)=)(?P<value>[^&\s"]+)(?P<after>)', re.IGNORECASE),
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in (json, inner, xml)),
    )


class Masker:
    """Masks the secrets of one world, and documents and e-mails of people.

    `names` are those of headers and fields whose values are secret, beside those that any reader would take for it.
    """

    def __init__(self, source: Source, secrets: Iterable[str], names: Iterable[str] = ()) -> None:
        self._source = source
        self._secrets = sorted({secret for secret in secrets if len(secret) >= 8}, key=len, reverse=True)
        self._patterns = _patterns(frozenset(names))

    def text(self, text: str) -> str:
        """The text, such as a URL, a form or a document, with everything secret or personal replaced."""
        if "%" in text:
            text = "".join(self._encoded(part) for part in SEPARATORS.split(text))
        return self._plain(text)

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Headers with the secret ones replaced whole."""
        return [
            (name, self._mask("segredo", value) if self._patterns.headers.fullmatch(name) else self.text(value))
            for name, value in headers
        ]

    def _plain(self, text: str) -> str:
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, self._mask("segredo", secret))
        for pattern in self._patterns.documents:
            text = pattern.sub(lambda found: self._within(found, found["value"]), text)
        text = self._patterns.forms.sub(lambda found: self._within(found, unquote_plus(found["value"])), text)
        text = BEARER.sub(lambda found: found[1] + self._mask("segredo", found[2]), text)
        text = ADDRESS.sub(lambda found: OPAQUE.sub(lambda key: self._mask("segredo", key[0]), found[0]), text)
        text = EMAIL.sub(lambda found: self._mask("email", found[0].lower()), text)
        return DOCUMENT.sub(self._document, text)

    def _within(self, found: re.Match[str], value: str) -> str:
        return found["before"] + self._mask("segredo", value) + found["after"]

    def _encoded(self, part: str) -> str:
        if "%" not in part:
            return part
        plain = unquote_plus(part)
        masked = self._plain(plain)
        if masked == plain:
            return part
        return "".join(piece if MASK.fullmatch(piece) else quote_plus(piece) for piece in MASK.split(masked))

    def _document(self, found: re.Match[str]) -> str:
        digits = "".join(filter(str.isdigit, found[0]))
        if not _is_document(digits):
            return found[0]
        return self._mask("cpf" if len(digits) == CPF_LENGTH else "cnpj", digits)

    def _mask(self, kind: str, value: str) -> str:
        if MASK.fullmatch(value):
            return value
        return f"‹{kind}:{self._source.digest(f'mask/{value}').hex()[:8]}›"


def _is_document(digits: str) -> bool:
    size = len(digits) - 2
    return all(int(digits[place]) == _check_digit(digits[:place]) for place in (size, size + 1))


def _check_digit(digits: str) -> int:
    top = 9 if len(digits) >= CPF_LENGTH + 1 else len(digits) + 1
    weights = (2 + place % (top - 1) for place in range(len(digits)))
    rest = sum(int(digit) * weight for digit, weight in zip(reversed(digits), weights, strict=False)) % 11
    return 0 if rest < 2 else 11 - rest
