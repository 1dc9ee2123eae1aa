"""Numbers of invoices: each series of each model counts on its own, without gaps or repeats (tiny-api2 §5.5)."""

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.notas.modelo import MODELOS, NFCE, NFE, NOTA

MAIOR_SERIE, MAIOR_NUMERO = 889, 999_999_999
"""The last series that a taxpayer uses freely, and the last number that fits in the key."""


def serie(work: Work, modelo: str) -> int:
    """The series in which invoices of a model are issued; 1 until a screen says otherwise [inferred]."""
    escolhida: int = work.setting(f"serie_da_nota/{modelo}", 1)
    return escolhida


def proximo(work: Work, modelo: str, da_serie: int) -> int:
    """The number after the last of the account's own in the series, and not before the one that a screen set."""
    condicao = "propria = 1 AND modelo = ? AND serie = ?"
    ultima = work.documents(NOTA).first(condicao, (modelo, da_serie), order="numero DESC")
    inicio: int = work.setting(f"numero_da_nota/{modelo}/{da_serie}", 1)
    return max(inicio, ultima["numero"] + 1 if ultima else 1)


def configurar(work: Work, modelo: str, da_serie: int, proximo_numero: int) -> None:
    """Choose the series of a model and the number with which it goes on; raises ScreenRefusal.

    A number that was already given cannot be given again.
    """
    if modelo not in (NFE, NFCE):
        raise ScreenRefusal(f"Não há modelo de nota “{modelo}”. Modelos: {', '.join(MODELOS)}.")
    if not 0 <= da_serie <= MAIOR_SERIE:
        raise ScreenRefusal(f"A série vai de 0 a {MAIOR_SERIE}.")
    primeiro = proximo(work, modelo, da_serie)
    if not primeiro <= proximo_numero <= MAIOR_NUMERO:
        raise ScreenRefusal(f"O próximo número da série {da_serie} vai de {primeiro} a {MAIOR_NUMERO}.")
    work.set_setting(f"serie_da_nota/{modelo}", da_serie)
    work.set_setting(f"numero_da_nota/{modelo}/{da_serie}", proximo_numero)
