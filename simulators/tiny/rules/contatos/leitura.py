"""Reads the record of a contact as a client sends it, before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import datas, mascaras, municipios, vendedores
from homologa.simulators.tiny.rules.campos import embrulhados, texto
from homologa.simulators.tiny.rules.contatos.campos import CAMPOS, NUS, PESSOA
from homologa.simulators.tiny.rules.registros import Leitor

ESTRANGEIRO = "E"


@dataclass
class Leitura:
    """What a record says: `campos` holds only the fields that it names, `vendedor` is None when it names none."""

    campos: dict[str, Any]
    vendedor: tuple[int, str] | None = None
    tipos: list[str] = field(default_factory=list)
    pessoas: list[dict[str, Any]] = field(default_factory=list)


def ler(work: Work, registro: Mapping[str, Any], *, novo: bool) -> Leitura:
    """Read a record; a new contact needs nome and situacao. Raises ValidacaoRecusada with every text."""
    leitor = Leitor()
    lidos = leitor.completos(registro, CAMPOS) if novo else leitor.campos(registro, CAMPOS)
    if not novo:
        _recusar_vazios(leitor, lidos)
    lidos |= mascaras.nus(lidos, [nome for nome in NUS if nome in lidos])
    if datas.dia(lidos.get("data_nascimento", "")) is None:
        leitor.erro("A data de nascimento é inválida")
    leitura = Leitura(lidos, tipos=_tipos(leitor, registro), pessoas=_pessoas(leitor, registro))
    if "id_vendedor" in registro or "nome_vendedor" in registro:
        try:
            leitura.vendedor = vendedores.escolher(work, registro.get("id_vendedor"), registro.get("nome_vendedor"))
        except ValidacaoRecusada as erro:
            leitor.erro(str(erro))
    leitor.exigir()
    return leitura


def conferir_cidades(campos: Mapping[str, Any]) -> None:
    """Refuse a city that the city table does not have; that of a foreigner is any [inferred].

    Raises ValidacaoRecusada; the text is reconstructed.
    """
    if campos["tipo_pessoa"] == ESTRANGEIRO:
        return
    for fim in ("", "_cobranca"):
        cidade, uf = campos[f"cidade{fim}"], campos[f"uf{fim}"]
        if cidade and municipios.localizar(cidade, uf) is None:
            raise ValidacaoRecusada("A cidade não foi localizada", hint=f"{cidade}/{uf} não está na tabela de cidades")


def _recusar_vazios(leitor: Leitor, lidos: dict[str, Any]) -> None:
    """A change leaves what it does not name, but it cannot empty what a contact must have [inferred]."""
    obrigatorios = tuple(campo for campo in CAMPOS if campo.obrigatorio and campo.nome in lidos)
    leitor.completos(lidos, obrigatorios)


def _tipos(leitor: Leitor, registro: Mapping[str, Any]) -> list[str]:
    """The kinds of `tipos_contato`, in either shape: `[{"tipo": "Cliente"}]` or, of one, `{"tipo": "Cliente"}`."""
    nenhum: list[str] = []
    lidos = leitor.tentar(
        lambda: [texto(tipo, "tipo").strip() for tipo in embrulhados(registro.get("tipos_contato"), "tipo")], nenhum
    )
    return [tipo for tipo in lidos if tipo]


def _pessoas(leitor: Leitor, registro: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [leitor.completos(pessoa, PESSOA) for pessoa in leitor.lista(registro, "pessoas_contato", "pessoa_contato")]
