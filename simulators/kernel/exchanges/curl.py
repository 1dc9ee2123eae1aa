"""Calls as lines of curl that a shell can run, with a variable wherever something is masked."""

import re
import shlex
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.masks.masking import MASK, Masker

OWN = frozenset({"host", "content-length", "connection", "accept-encoding", "transfer-encoding", "expect"})
"""Headers that curl makes itself, or that say nothing of the call."""
ALWAYS = ("curl", "--silent", "--show-error", "--globoff", "--path-as-is")
OFFERED = ("Accept", "User-Agent", "Content-Type")
"""Headers that curl would send of its own accord."""
Names = Mapping[str, str]
"""Names of variables by mask."""


def variable_names(minted: Iterable[tuple[str, str, str]], masks: Masker) -> Names:
    """Variables for the credentials of a world (platform, kind, value), such as TOKEN_TINY for a token of Tiny."""
    found: dict[str, str] = {}
    for platform, kind, value in minted:
        name = re.sub(r"\W", "_", f"{kind}_{platform}").upper()
        namesakes = sum(1 for other in found.values() if re.fullmatch(rf"{name}(_\d+)?", other))
        found.setdefault(masks.secret(value), f"{name}_{namesakes + 1}" if namesakes else name)
    return found


def is_call(exchange: Exchange) -> bool:
    """Whether an exchange can be made again: an action on a screen and a marker cannot."""
    return exchange.protocol == "http" and bool(exchange.method)


def line(exchange: Exchange, masks: Masker, variables: Names, base: str = "") -> str:
    """One line; `base` is the address at which the platform is served, when it is not that of the call.

    A call whose body the journal does not keep whole becomes a comment.
    A value that is masked becomes `"$NAME"`: of `variables`, else one of the kind and the digits of the mask. A body
    that an argument or a line cannot hold, with NUL, line breaks or what is no UTF-8, comes in through a pipe.
    """
    if exchange.request_size > len(exchange.request_body):
        size = exchange.request_size
        return f"# a troca {exchange.seq} não pode ser refeita: o diário não guarda todos os {size} bytes do corpo"
    words = [*ALWAYS, *_method(exchange.method)]
    words.append(_quoted(masks.text(_based(exchange.url, base), exchange.request_place), variables))
    for name, value in _headers(exchange, masks):
        words += ["--header", _quoted(f"{name}: {value}" if value else f"{name};", variables)]
    words += [f"--header {shlex.quote(f'{name}:')}" for name in _unsent(exchange)]
    body = masks.text(exchange.request_body.decode("utf-8", "surrogateescape"), exchange.request_place)
    if not body:
        return " ".join(words)
    if body.isprintable():
        return " ".join([*words, "--data-raw", _quoted(body, variables)])
    piped = "".join(_variable(piece, variables) if MASK.fullmatch(piece) else _octal(piece) for piece in _pieces(body))
    return f"printf %b {piped} | {' '.join([*words, '--data-binary', '@-'])}"


def _method(method: str) -> list[str]:
    return ["--head"] if method == "HEAD" else ["--request", shlex.quote(method)]


def _based(url: str, base: str) -> str:
    if not base:
        return url
    served = urlsplit(base)
    return urlsplit(url)._replace(scheme=served.scheme, netloc=served.netloc).geturl()


def _headers(exchange: Exchange, masks: Masker) -> list[tuple[str, str]]:
    return masks.headers((name, value) for name, value in exchange.request_headers if name.lower() not in OWN)


def _unsent(exchange: Exchange) -> list[str]:
    sent = {name.lower() for name, _ in exchange.request_headers}
    return [name for name in OFFERED if name.lower() not in sent]


def _quoted(text: str, variables: Names) -> str:
    """One word of a shell."""
    pieces = (_variable(piece, variables) if MASK.fullmatch(piece) else shlex.quote(piece) for piece in _pieces(text))
    return "".join(pieces) or "''"


def _pieces(text: str) -> list[str]:
    return [piece for piece in MASK.split(text) if piece]


def _variable(mask: str, variables: Names) -> str:
    return f'"${variables.get(mask) or re.sub(":", "_", mask.strip("‹›")).upper()}"'


def _octal(piece: str) -> str:
    return "'" + "".join(letter if _is_plain(letter) else _escape(letter) for letter in piece) + "'"


def _is_plain(letter: str) -> bool:
    return letter.isprintable() and letter not in "'\\"


def _escape(letter: str) -> str:
    return "".join(f"\\0{byte:03o}" for byte in letter.encode("utf-8", "surrogateescape"))
