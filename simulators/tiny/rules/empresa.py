"""The company of the account: what `info` tells, and its invoices as those of who issues them (tiny-api2 §5.1)."""

from collections.abc import Mapping

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import mascaras, municipios, settings

SIMPLES, NORMAL = "Simples Nacional", "Regime Normal"
REGIMES = (SIMPLES, NORMAL)


def mudar(work: Work, campos: Mapping[str, str]) -> dict[str, str]:
    """Change these fields of the registration, and give all of it; raises ScreenRefusal.

    The screen takes no CPF or CNPJ with wrong check digits [inferred].
    """
    conta = {**settings.conta(work), **campos}
    numero = tax_ids.bare(conta["cnpj_cpf"])
    if not tax_ids.is_valid(numero):
        raise ScreenRefusal(f"O CNPJ ou CPF “{conta['cnpj_cpf']}” é inválido.")
    if conta["regime_tributario"] not in REGIMES:
        raise ScreenRefusal(f"Não há regime “{conta['regime_tributario']}”. Regimes: {', '.join(REGIMES)}.")
    if conta["estado"] not in municipios.ufs():
        raise ScreenRefusal(f"Não há estado “{conta['estado']}”: use a sigla, como SP.")
    conta |= {
        "cnpj_cpf": tax_ids.masked(numero),
        "cep": mascaras.cep(mascaras.sem(conta["cep"])),
        "fone": mascaras.fone(mascaras.sem(conta["fone"])),
    }
    work.set_setting("conta", conta)
    return conta
