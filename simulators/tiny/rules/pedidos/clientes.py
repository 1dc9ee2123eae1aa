"""The contact of an order: found, brought up to date, or created (tiny-api2 §5.4, §11)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.contatos import gravacao
from homologa.simulators.tiny.rules.contatos.leitura import Leitura
from homologa.simulators.tiny.rules.contatos.modelo import por

NO_CONTATO: Mapping[str, str] = {
    "codigo": "codigo",
    "nome": "nome",
    "nome_fantasia": "fantasia",
    "tipo_pessoa": "tipo_pessoa",
    "cpf_cnpj": "cpf_cnpj",
    "ie": "ie",
    "rg": "rg",
    "endereco": "endereco",
    "numero": "numero",
    "complemento": "complemento",
    "bairro": "bairro",
    "cep": "cep",
    "cidade": "cidade",
    "uf": "uf",
    "pais": "pais",
    "fone": "fone",
    "email": "email",
}
"""Fields of an order's client and those of the contact that they are."""
CHAVES = ("codigo", "cpf_cnpj")
TIPO = "Cliente"


def cadastrar(work: Work, cliente: Mapping[str, Any], *, atualizar: bool) -> dict[str, Any]:
    """The contact of a client: found by codigo, then CPF or CNPJ, and by name only when both are absent; else created.

    One that was found takes what the client says, unless the order forbids it; its own keys stay [inferred].
    """
    ditos = {NO_CONTATO[nome]: valor for nome, valor in cliente.items() if valor}
    contato = _achar(work, cliente)
    if contato is None:
        return gravacao.acrescentar(work, Leitura({**ditos, "situacao": "A"}, tipos=[TIPO]))
    novos = {nome: valor for nome, valor in ditos.items() if nome not in CHAVES or _cabe(work, contato, nome, valor)}
    if atualizar and any(contato[nome] != valor for nome, valor in novos.items()):
        return gravacao.mudar(work, contato, Leitura(novos))
    return contato


def como_no_pedido(cliente: Mapping[str, Any], contato: Mapping[str, Any]) -> dict[str, Any]:
    """The client as the order keeps it: what was sent, and the contact's for what was not [inferred]."""
    return {nome: cliente[nome] or contato[campo] for nome, campo in NO_CONTATO.items()}


def _achar(work: Work, cliente: Mapping[str, Any]) -> dict[str, Any] | None:
    chaves = [chave for chave in CHAVES if cliente[chave]] or ["nome"]
    return next((achado for chave in chaves for achado in por(work, chave, cliente[chave])), None)


def _cabe(work: Work, contato: Mapping[str, Any], chave: str, valor: str) -> bool:
    """Whether a contact without this key can take it: no other has it."""
    return not contato[chave] and not por(work, chave, valor)
