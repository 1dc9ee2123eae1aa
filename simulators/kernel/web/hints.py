"""What to tell a caller, in Portuguese, whose request reached no operation or no world."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from homologa.simulators.kernel.operations import Operation, Request

NEAR = 0.75
SHORTEST = 8
"""Letters that a value has at least to be looked for: shorter ones are no credentials."""
LONG = 20
"""Letters of what can only be a credential, and no name of a host or of a page."""
LONGEST, MOST = 200, 30
"""Letters of a value that may be a spoilt credential, and how many such values of a request are looked at."""
BLANK = re.compile(r"<[^>]*>")


def explain_not_found(request: Request, prefix: str, operations: Iterable[Operation], allowed: Iterable[str]) -> str:
    """Why no operation answers this address or this method, and which was perhaps meant."""
    if allowed:
        return f"este endereço não aceita {request.method}: use {' ou '.join(sorted(allowed))}"
    path = request.path.removeprefix(prefix).rstrip("/").lower()
    known = [(template, method) for one in operations for template in one.paths for method in one.methods]
    meant = _closest(
        path, {_fill_template(template.removeprefix(prefix), path).lower(): template for template, _ in known}
    )
    if meant:
        methods = [method for template, method in known if template == meant]
        method = request.method if request.method in methods else methods[0]
        return f"não há operação em {request.path}; você quis dizer {method} {_readable(meant)}?"
    begins = "" if request.path.startswith(prefix) else f"; os endereços desta API começam com {prefix}"
    return f"não há operação em {request.path}: confira o endereço na documentação da API{begins}"


def _closest(path: str, known: Mapping[str, str]) -> str | None:
    """The template of the address that is most like a path: the same, one that ends so, or one with other letters."""
    same = [address for address in sorted(known, key=len) if path and address.endswith(path)]
    near = same or difflib.get_close_matches(path, known, n=1, cutoff=NEAR)
    return known[near[0]] if near else None


def _fill_template(template: str, path: str) -> str:
    """The template with what stands at the same places of the path in its blanks."""
    parts, given = template.split("/"), path.split("/")
    if len(parts) != len(given):
        return template
    return "/".join(one if BLANK.fullmatch(part) else part for part, one in zip(parts, given, strict=True))


def _readable(template: str) -> str:
    return re.sub(r"<(?:[^>:]*:)?([^>]*)>", r"{\1}", template)


def explain_unauthenticated(
    request: Request, title: str, minted: Iterable[tuple[str, str, str]], otherwise: str
) -> str:
    """Why a request belongs to no world: a value of it that is known, or almost, or what its wire says.

    `title` is the platform's, and `minted` are title of the platform, kind and value of all that is known.
    """
    sent = set(_values(request))
    known = tuple(minted)
    for owner, kind, value in known:
        if value in sent and owner != title:
            return f"a credencial enviada é de {owner} ({kind}), e esta API é de {title}: use a da conta de {title}"
        if value in sent:
            return f"o valor enviado existe em {title} ({kind}), mas não é a credencial desta chamada: {otherwise}"
    likely = [one for one in sorted(sent) if len(one) <= LONGEST][:MOST]
    return next(filter(None, (_damaged(one, known) for one in likely)), otherwise)


def _damaged(sent: str, known: Iterable[tuple[str, str, str]]) -> str:
    """What has become of a credential on its way, if a value looks like one with something more or less."""
    for owner, kind, value in known:
        if len(value) < LONG or sent == value:
            continue
        if value.lower() in sent.lower():
            return f"a credencial de {owner} ({kind}) veio com algo a mais ou com outras maiúsculas: mande só ela"
        if value.startswith(sent) or value.endswith(sent):
            return f"veio só uma parte da credencial de {owner} ({kind}): mande-a inteira"
    return ""


def _values(request: Request) -> Iterator[str]:
    words = [value.split()[-1] for value in request.headers.values() if value.strip()]
    yield from (word for word in words if len(word) >= SHORTEST)
    yield from (value for _, value in (*request.query, *request.form) if len(value) >= SHORTEST)
