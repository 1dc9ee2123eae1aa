"""What the schema of the NF-e 4.00 refuses in an invoice: rejection 225 (tiny-api2, statement 63).

The schema is the official one. Here stand its rules for whatever the account and its clients write into an invoice;
tests hold them against the schema itself. Check digits are no matter of the schema: that they are told by the same
rejection is [inferred].
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree.ElementTree import Element

from homologa.simulators.kernel import tax_ids
from homologa.simulators.tiny.rules import municipios
from homologa.simulators.tiny.rules.notas.xml.elementos import CURTO, EXTERIOR, LONGO

TEXTO = re.compile(r"[!-ÿ]|[!-ÿ][ -ÿ]*[!-ÿ]")
TAMANHOS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        **dict.fromkeys(("natOp", "xFant", "nro", "xCpl", "email", "cProd", "xEnder"), (1, CURTO)),
        **dict.fromkeys(("xNome", "xLgr", "xBairro", "xMun", "xPais", "xPag", "idCadIntTran"), (2, CURTO)),
        **dict.fromkeys(("esp", "marca", "nVol", "transporta/xMun"), (1, CURTO)),
        "uCom": (1, 6),
        "xProd": (1, LONGO),
        "xPed": (1, 15),
        "infAdProd": (1, 500),
        "cAut": (1, 128),
        "infCpl": (1, 5000),
    }
)
"""Characters of each text, at least and at most."""
IE = "[0-9]{2,14}"
UFS_DO_BRASIL = "|".join(sorted(municipios.ufs()))
VALOR = r"0|0\.[0-9]{2}|[1-9][0-9]{0,12}(\.[0-9]{2})?"
VALOR_QUE_SE_OMITE = r"0\.[0-9][1-9]|0\.[1-9][0-9]|[1-9][0-9]{0,12}(\.[0-9]{2})?"
DIA = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"
FORMAS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        nome: re.compile(forma)
        for nome, forma in {
            "CNPJ": tax_ids.CNPJ.pattern,
            "entrega/CNPJ": f"({tax_ids.CNPJ.pattern})?",
            "CPF": tax_ids.CPF.pattern,
            "idEstrangeiro": "([!-ÿ]{5,20})?",
            "IE": IE,
            **dict.fromkeys(("emit/IE", "transporta/IE"), f"{IE}|ISENTO"),
            "CEP": "[0-9]{8}",
            "UF": f"{UFS_DO_BRASIL}|{EXTERIOR}",
            "enderEmit/UF": UFS_DO_BRASIL,
            "cEAN": "SEM GTIN|([0-9]{8}|[0-9]{12,14})?",
            "NCM": "[0-9]{2}|[0-9]{8}",
            "CEST": "[0-9]{7}",
            "CFOP": "[123567][0-9]{3}",
            "cListServ": "[0-9]{2}.[0-9]{2}",
            "placa": "[A-Z]{2,3}[0-9]{4}|[A-Z]{3,4}[0-9]{3}|[A-Z0-9]{7}",
            "qVol": "[0-9]{1,15}",
            **dict.fromkeys(("tPag", "tBand"), "[0-9]{2}"),
            **dict.fromkeys(("dVenc", "dCompet"), DIA),
            **dict.fromkeys(("dhEmi", "dhSaiEnt"), f"{DIA}T.*"),
            **dict.fromkeys(("pesoL", "pesoB"), r"0|0\.[0-9]{3}|[1-9][0-9]{0,11}(\.[0-9]{3})?"),
            "qCom": r"0|0\.[0-9]{1,4}|[1-9][0-9]{0,10}(\.[0-9]{1,4})?",
            "vUnCom": r"0|0\.[0-9]{1,10}|[1-9][0-9]{0,10}(\.[0-9]{1,10})?",
            **dict.fromkeys(("vProd", "vFrete", "vSeg", "vDesc", "vOutro", "vNF", "vOrig", "vLiq", "vPag"), VALOR),
            **dict.fromkeys(("prod/vFrete", "prod/vSeg", "prod/vDesc", "prod/vOutro"), VALOR_QUE_SE_OMITE),
            **dict.fromkeys(("vDup", "vServ"), VALOR_QUE_SE_OMITE),
        }.items()
    }
)
"""What each of the other fields may say; a name with its parent goes before the name alone.

What is written twice, as the unit is in uCom and uTrib, is judged once.
"""
OBRIGATORIOS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ide": ("natOp",),
        "emit": ("xNome",),
        "enderEmit": ("CEP",),
        "prod": ("xProd", "uCom"),
    }
)
"""Fields that the schema demands and that may say nothing here."""
MUITOS: Mapping[str, int] = MappingProxyType({"det": 990, "dup": 120, "detPag": 100})
"""How many there may be of what is repeated."""


@dataclass(frozen=True)
class Falha:
    """A field that the schema refuses: where it stands, as in `det[1]/prod/xProd`, and why, in Portuguese."""

    campo: str
    motivo: str

    def __str__(self) -> str:
        return f"{self.campo} {self.motivo}"


def conferir(inteira: Element) -> list[Falha]:
    """Everything that the schema, or a check digit, refuses in an `NFe`, in the order of the document."""
    corpo = inteira[0]
    return [*_de_mais(corpo), *_faltas(corpo, ""), *_falhas(corpo, "")]


def _falhas(pai: Element, onde: str) -> Iterator[Falha]:
    vistos: dict[str, int] = {}
    for campo in pai:
        vistos[campo.tag] = vistos.get(campo.tag, 0) + 1
        lugar = f"{onde}{campo.tag}" + (f"[{vistos[campo.tag]}]" if campo.tag in MUITOS else "")
        if len(campo):
            yield from _faltas(campo, lugar)
            yield from _falhas(campo, f"{lugar}/")
        elif motivo := _motivo(pai.tag, campo.tag, campo.text or ""):
            yield Falha(lugar, motivo)


def _faltas(pai: Element, onde: str) -> Iterator[Falha]:
    for nome in OBRIGATORIOS.get(pai.tag, ()):
        if pai.find(nome) is None:
            yield Falha(f"{onde}/{nome}", "deve ser informado")


def _de_mais(corpo: Element) -> Iterator[Falha]:
    for nome, maximo in MUITOS.items():
        if len(list(corpo.iter(nome))) > maximo:
            yield Falha(nome, f"aparece mais de {maximo} vezes")


def _motivo(pai: str, nome: str, texto: str) -> str:
    """Why the schema refuses what a field says, "" when it does not."""
    tamanho = TAMANHOS.get(f"{pai}/{nome}") or TAMANHOS.get(nome)
    if tamanho:
        return _do_texto(texto, *tamanho)
    forma = FORMAS.get(f"{pai}/{nome}") or FORMAS.get(nome)
    if forma and not forma.fullmatch(texto):
        return "não tem a forma pedida"
    if nome in ("CPF", "CNPJ") and texto and not tax_ids.is_valid(texto):
        return "tem dígito verificador errado"
    return "tem dígito verificador errado" if nome == "cEAN" and not _e_gtin(texto) else ""


def _do_texto(texto: str, menor: int, maior: int) -> str:
    if not menor <= len(texto) <= maior:
        return f"deve ter de {menor} a {maior} caracteres"
    if TEXTO.fullmatch(texto):
        return ""
    if any(letra < " " for letra in texto):
        return "tem caractere de controle"
    return "tem caractere fora do conjunto permitido" if max(texto) > "ÿ" else "tem espaço no começo ou no fim"


def _e_gtin(texto: str) -> bool:
    """Whether the last digit of a GTIN is right: weights 3 and 1 from the right; SEM GTIN always is."""
    if not texto.isdigit():
        return True
    soma = sum(int(digito) * (3 if lugar % 2 == 0 else 1) for lugar, digito in enumerate(reversed(texto[:-1])))
    return (10 - soma % 10) % 10 == int(texto[-1])
