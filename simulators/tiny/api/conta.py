"""Account services."""

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.rules import integracoes, settings
from homologa.simulators.tiny.wire import Retorno


@service("info", source="§5.1", writes=True, fidelity=Fidelity.CLIENT)
def info(call: Call) -> Retorno:
    """The registration of the account; platforms call it for "Testar conexão".

    With the token of an integration it shows that the platform is there, so that a configured one becomes Ativa
    [inferred].
    """
    if "id_ecommerce" in call.credential:
        integracoes.registrar_comunicacao(call.work, call.credential["id_ecommerce"])
    return Retorno({"conta": settings.conta(call.work)})
