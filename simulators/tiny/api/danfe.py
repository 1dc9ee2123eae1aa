"""The page behind the link of an invoice: its DANFE (tiny-api2 §5.5)."""

import functools
from importlib.resources import files

from jinja2 import Environment, Template

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call, Registry
from homologa.simulators.tiny.rules import mascaras, settings
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.notas import modelo
from homologa.simulators.tiny.rules.notas.chave import agrupada
from homologa.simulators.tiny.rules.notas.situacoes import SITUACOES
from homologa.simulators.tiny.rules.numeros import texto_decimal

PAGINAS = Registry()


@PAGINAS.operation("doc.view", "GET HEAD", "/doc.view.php", source="tiny-api2 §5.5", fidelity=Fidelity.RECONSTRUCTED)
def doc_view(call: Call) -> str:
    """The DANFE of the invoice whose page this is; the address is documented, the page is ours."""
    nota = modelo.obter(call.work, call.credential["id_nota"])
    return _modelo().render(
        nota=nota,
        conta=settings.conta(call.work),
        numero=modelo.numero_escrito(nota),
        situacao=SITUACOES[nota["situacao"]],
        chave=agrupada(nota["chave_acesso"]),
    )


@functools.cache
def _modelo() -> Template:
    ambiente = Environment(autoescape=True)
    ambiente.filters |= {
        "data": escrito,
        "dinheiro": _dinheiro,
        "medida": lambda valor: texto_decimal(valor).replace(".", ","),
        "documento": mascaras.cpf_cnpj,
        "cep": mascaras.cep,
        "fone": mascaras.fone,
    }
    return ambiente.from_string(files("homologa.simulators.tiny").joinpath("data/danfe.html.j2").read_text("utf-8"))


def _dinheiro(valor: float) -> str:
    """An amount as people read it: `1.234,50`."""
    return f"{valor:,.2f}".translate(str.maketrans(",.", ".,"))
