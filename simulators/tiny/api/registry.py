"""The services of API v2, each with and without `.php`, by GET and by POST (tiny-api2 §1)."""

from collections.abc import Callable
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Handler, Registry

OPERATIONS = Registry()


def service(
    name: str,
    *,
    source: str,
    writes: bool = False,
    fidelity: Fidelity = Fidelity.DOC,
    tambem: tuple[str, ...] = (),
    batch: Callable[[Any], list[Any]] | None = None,
    **traits: Any,
) -> Callable[[Handler], Handler]:
    """Declare the decorated handler as a service, which may be documented under other names `tambem`.

    Traits: `documento`, the name of its complex parameter; `no_corpo`, whether that may be the body; `lista`, whether
    it may be a bare list; `estado_em_texto`, whether status_processamento is a string,
    and `estado_gravado`, whether it is one with the recorded types alone; `bloqueio_em_texto`, whether the code of a
    blocked company is one; `apelido`, whether its name is not documented. The codigo_erro of an `*.obter` is a string.
    """
    paths = tuple(path for each in (name, *tambem) for path in (f"/api2/{each}.php", f"/api2/{each}"))
    traits.setdefault("codigo_em_texto", name.endswith(".obter"))
    return OPERATIONS.operation(
        name, "GET POST", *paths, source=f"tiny-api2 {source}", writes=writes, fidelity=fidelity, batch=batch, **traits
    )


def apelido(nome: str, servico: str) -> None:
    """Declare a name that clients call and no document has: 404 unless the account's switch is on (§11)."""
    servido = OPERATIONS[servico]
    fonte, traits = "§1", {**servido.traits, "apelido": True}
    declarar = service(
        nome, source=fonte, writes=servido.writes, fidelity=Fidelity.CLIENT, batch=servido.batch, **traits
    )
    declarar(servido.handler)
