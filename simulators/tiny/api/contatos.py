"""Services of contacts and of sellers."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import lotes, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.rules import mascaras, vendedores
from homologa.simulators.tiny.rules.contatos import gravacao, modelo
from homologa.simulators.tiny.rules.contatos.campos import CAMPOS, SITUACOES
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.lotes import gravar
from homologa.simulators.tiny.rules.numeros import numero
from homologa.simulators.tiny.wire import Retorno

AUSENTE = "Contato não localizado"
DA_LINHA = ("endereco", "numero", "complemento", "bairro", "cidade", "uf", "email")
DOCUMENTOS = ("cpf_cnpj", "cpf_pai", "cpf_mae")
CEPS = ("cep", "cep_cobranca")
SEM_CODIGO = "0"
FONES = ("fone", "fax", "celular")


@service("contatos.pesquisa", source="§5.3")
def contatos_pesquisa(call: Call) -> Retorno:
    """Contacts by part of name or code, and by the other filters."""
    dados: Mapping[str, str] = call.data.body
    filtro = modelo.Filtro(
        dados.get("pesquisa", ""),
        dados.get("cpf_cnpj", ""),
        dados.get("idVendedor", ""),
        dados.get("nomeVendedor", ""),
        dados.get("situacao", ""),
        parametros.instante(dados, "dataCriacao"),
        parametros.instante(dados, "dataMinimaAtualizacao"),
        parametros.pagina(dados.get("pagina", "")),
    )
    achada = modelo.pesquisar(call.work, filtro)
    linhas = [{"contato": _linha(contato)} for contato in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "contatos": linhas})


@service("contato.obter", source="§5.3, §1.2", estado_em_texto=True)
def contato_obter(call: Call) -> Retorno:
    """One contact, whole; what is not set has the values of the documented sample (§1.2)."""
    contato = modelo.obter(call.work, parametros.id_de(call.data.body, AUSENTE))
    return Retorno({"contato": _completo(contato)})


@service("contato.incluir", source="§5.3", writes=True, documento="contato", batch=lotes.linhas)
def contato_incluir(call: Call) -> Retorno:
    """Create up to 20 contacts."""
    registros = lotes.registros(call.data.documents["contato"], "contatos", "contato")
    return lotes.retorno(call, gravar(call.work, registros, gravacao.incluir))


@service("contato.alterar", source="§5.3", writes=True, documento="contato", batch=lotes.linhas)
def contato_alterar(call: Call) -> Retorno:
    """Change up to 20 contacts, located by id, codigo or cpf_cnpj."""
    registros = lotes.registros(call.data.documents["contato"], "contatos", "contato")
    return lotes.retorno(call, gravar(call.work, registros, gravacao.alterar))


@service("vendedores.pesquisa", source="§5.8", fidelity=Fidelity.CLIENT)
def vendedores_pesquisa(call: Call) -> Retorno:
    """Sellers by part of name or code."""
    dados: Mapping[str, str] = call.data.body
    pagina = parametros.pagina(dados.get("pagina", ""))
    achada = vendedores.pesquisar(call.work, dados.get("pesquisa", ""), pagina)
    linhas = [{"vendedor": _vendedor(vendedor)} for vendedor in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "vendedores": linhas})


def _linha(contato: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": contato["id"],
        **{nome: contato[nome] for nome in ("codigo", "nome", "fantasia", "tipo_pessoa")},
        "cpf_cnpj": mascaras.cpf_cnpj(contato["cpf_cnpj"]),
        **{nome: contato[nome] for nome in DA_LINHA},
        "cep": mascaras.cep(contato["cep"]),
        "fone": mascaras.fone(contato["fone"]),
        "situacao": SITUACOES[contato["situacao"]],
        "id_vendedor": contato["id_vendedor"],
        "nome_vendedor": contato["nome_vendedor"],
        "data_criacao": escrito(contato["criado_em"]),
    }


def _completo(contato: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": str(contato["id"]),
        **{campo.nome: contato[campo.nome] for campo in CAMPOS},
        **{nome: mascaras.cpf_cnpj(contato[nome]) for nome in DOCUMENTOS},
        **{nome: mascaras.cep(contato[nome]) for nome in CEPS},
        **{nome: mascaras.fone(contato[nome]) for nome in FONES},
        "limite_credito": numero(contato["limite_credito"]),
        "im": contato["im"] or None,
        **{nome: contato[nome] or SEM_CODIGO for nome in ("crt", "estadoCivil")},
        "id_vendedor": str(contato["id_vendedor"]),
        "nome_vendedor": contato["nome_vendedor"],
        "data_criacao": escrito(contato["criado_em"]),
        "data_atualizacao": escrito(contato["alterado_em"]),
        "tipos_contato": [{"tipo": tipo} for tipo in contato["tipos"]],
        "pessoas_contato": [
            {"pessoa_contato": {**pessoa, "id_pessoa": str(pessoa["id_pessoa"])}} for pessoa in contato["pessoas"]
        ],
    }


def _vendedor(vendedor: Mapping[str, Any]) -> dict[str, Any]:
    """A seller as a row of the search: the fields of the page, with their masks."""
    return {**vendedor, "cpf_cnpj": mascaras.cpf_cnpj(vendedor["cpf_cnpj"]), "cep": mascaras.cep(vendedor["cep"])}
