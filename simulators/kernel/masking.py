"""Keyed pseudonyms for whatever leaves: the same secret or person keeps the same mask within a world."""

import re
from collections.abc import Iterable
from urllib.parse import quote_plus, unquote_plus

from simulators.kernel.ids import Source

NAMES = r"\w*token|\w*secret|password|senha|developer_id|api_?key"
SECRET_FIELDS = re.compile(rf'("(?:{NAMES})"\s*:\s*")((?:[^"\\]|\\.)+)(")', re.IGNORECASE)
SECRET_FORMS = re.compile(rf'((?:^|[?&\s])(?:{NAMES})=)([^&\s"]+)', re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MASK = re.compile(r"(‹[a-z]+:[0-9a-f]{8}›)")
SEPARATORS = re.compile(r'([\s&=?"<>]+)')
DOCUMENT = re.compile(
    r"(?<!\w)(?<!\d\.)(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|\d{14}|\d{11})(?!\w)(?!\.\d)"
)
SECRET_HEADERS = frozenset({"authorization", "developer-id", "token", "x-novaoito-signature", "cookie"})
CPF_LENGTH = 11


class Masker:
    """Masks the secrets of one world, and documents and e-mails of people."""

    def __init__(self, source: Source, secrets: Iterable[str]) -> None:
        self._source = source
        self._secrets = sorted({secret for secret in secrets if len(secret) >= 8}, key=len, reverse=True)

    def text(self, text: str) -> str:
        """The text, such as a URL, a form or a document, with everything secret or personal replaced."""
        if "%" in text:
            text = "".join(self._encoded(part) for part in SEPARATORS.split(text))
        return self._plain(text)

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Headers with the secret ones replaced whole."""
        return [
            (name, self._mask("segredo", value) if name.lower() in SECRET_HEADERS else self.text(value))
            for name, value in headers
        ]

    def _plain(self, text: str) -> str:
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, self._mask("segredo", secret))
        text = SECRET_FIELDS.sub(lambda found: found[1] + self._mask("segredo", found[2]) + found[3], text)
        text = SECRET_FORMS.sub(lambda found: found[1] + self._mask("segredo", unquote_plus(found[2])), text)
        text = EMAIL.sub(lambda found: self._mask("email", found[0].lower()), text)
        return DOCUMENT.sub(self._document, text)

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
