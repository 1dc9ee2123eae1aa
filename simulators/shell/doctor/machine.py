"""This machine: Python, the installed package, and the ports."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint
from importlib.resources import files
from typing import TYPE_CHECKING

from homologa.simulators.shell.doctor.findings import Finding, ok, problem, warning

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from homologa.simulators.kernel.platform import Platform

OLDEST = (3, 11)
PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
NO_PROXY = ("NO_PROXY", "no_proxy")
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
OWN_CONTRACTS = ("control", "driver")


def python(version: tuple[int, ...]) -> Finding:
    """Whether this Python is new enough."""
    written = ".".join(map(str, version[:3]))
    if version[:2] < OLDEST:
        return problem("Python", f"{written} é antigo demais", "instale o Python 3.11 ou mais novo e refaça o ambiente")
    return ok("Python", written)


def platforms(entries: Iterable[EntryPoint]) -> tuple[list[Platform], Finding]:
    """The platforms that can be loaded, and whether all that are installed can."""
    loaded, broken = [], []
    for entry in entries:
        try:
            platform = entry.load()
            platform.load()
            loaded.append(platform)
        except (ImportError, AttributeError) as error:
            broken.append(f"{entry.name} ({error})")
    if broken:
        return loaded, problem("pacote", f"não carrega: {'; '.join(broken)}", "instale de novo o pacote homologa")
    if not loaded:
        return [], problem("pacote", "nenhuma plataforma instalada", "instale de novo o pacote homologa")
    return loaded, ok("pacote", f"plataformas: {', '.join(platform.name for platform in loaded)}")


def contracts(folder: Traversable, found: Iterable[Platform]) -> Finding:
    """Whether every OpenAPI file came compiled with the package."""
    surfaces = [surface for platform in found for surface in platform.rooms.surfaces]
    documents = {name: folder.joinpath(f"{name}.json") for name in OWN_CONTRACTS}
    documents |= {one.contract: files(one.package).joinpath("_openapi", f"{one.contract}.json") for one in surfaces}
    missing = sorted(name for name, document in documents.items() if not _is_document(document))
    if missing:
        mend = "instale de novo o pacote homologa; numa cópia do repositório, rode make env"
        return problem("contratos", f"faltam, ou estão estragados: {', '.join(missing)}", mend)
    return ok("contratos", f"{len(documents)} compilados")


def proxy(environment: Mapping[str, str]) -> Finding:
    """Whether programs that heed the environment would look for this machine behind a proxy."""
    standing = sorted(name for name in PROXIES if environment.get(name))
    spared = {host.strip() for name in NO_PROXY for host in environment.get(name, "").split(",")}
    if not standing or "*" in spared or spared >= LOOPBACK:
        return ok("proxy", "nenhum entre os programas e esta máquina")
    what = f"{', '.join(standing)} no ambiente, sem {', '.join(sorted(LOOPBACK - spared))} em NO_PROXY"
    mend = "um conector que obedeça ao ambiente não chega aos simuladores: export NO_PROXY=127.0.0.1,localhost"
    return warning("proxy", what, mend)


def ports(host: str, wanted: Iterable[int]) -> Finding:
    """Whether the ports that `homologa serve` takes are free on this machine."""
    numbers = list(wanted)
    taken = [str(port) for port in numbers if not _is_free(host, port)]
    if taken:
        what = f"outro programa usa {', '.join(taken)} em {host}"
        return warning("portas", what, "encerre esse programa, ou sirva em outras: homologa serve --port 9000")
    return ok("portas", f"livres: {', '.join(map(str, numbers))}")


def _is_document(file: Traversable) -> bool:
    try:
        return bool(json.loads(file.read_text("utf-8"))["paths"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_free(host: str, port: int) -> bool:
    try:
        with socket.create_server((host, port)):
            return True
    except OSError:
        return False
