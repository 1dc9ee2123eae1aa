"""The services of API v2, each with and without `.php`, by GET and by POST (tiny-api2 §1)."""

from collections.abc import Callable
from typing import Any

from simulators.kernel.errors import Fidelity
from simulators.kernel.operations import Handler, Registry

OPERATIONS = Registry()


def service(
    name: str, *, source: str, writes: bool = False, fidelity: Fidelity = Fidelity.DOC, **traits: Any
) -> Callable[[Handler], Handler]:
    """Declare the decorated handler as a service.

    Traits: `documento`, the name of its complex parameter; `estado_em_texto`, whether status_processamento is a string.
    """
    paths = (f"/api2/{name}.php", f"/api2/{name}")
    return OPERATIONS.operation(
        name, "GET POST", *paths, source=f"tiny-api2 {source}", writes=writes, fidelity=fidelity, **traits
    )
