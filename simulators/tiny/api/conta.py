"""Account services."""

from simulators.kernel.errors import Fidelity
from simulators.kernel.operations import Call
from simulators.tiny.api.registry import service
from simulators.tiny.rules import settings
from simulators.tiny.wire import Retorno


@service("info", source="§5.1", fidelity=Fidelity.CLIENT)
def info(call: Call) -> Retorno:
    """The registration of the account; platforms call it for "Testar conexão"."""
    return Retorno({"conta": settings.conta(call.work)})
