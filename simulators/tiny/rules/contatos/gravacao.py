"""Writing contacts: inclusion, change and exclusion (tiny-api2 §5.3)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import LocalizadoEmDuplicidade, NaoLocalizado, RegistroDuplicado
from homologa.simulators.tiny.rules import mascaras, numeros
from homologa.simulators.tiny.rules.contatos.campos import CAMPOS, EXCLUIDO
from homologa.simulators.tiny.rules.contatos.leitura import Leitura, conferir_cidades, ler
from homologa.simulators.tiny.rules.contatos.modelo import CONTATO, PRIMEIRO_ID, por
from homologa.simulators.tiny.rules.lotes import Gravado

PRIMEIRA_PESSOA = 655000001


def incluir(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Create a contact; raises ValidacaoRecusada, or RegistroDuplicado for a cpf_cnpj that another has."""
    leitura = ler(work, registro, novo=True)
    conferir_cidades(leitura.campos)
    return Gravado(acrescentar(work, leitura)["id"])


def alterar(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Change a contact found by id, codigo or cpf_cnpj, in this order; what is left out stays [inferred].

    Raises NaoLocalizado, LocalizadoEmDuplicidade, ValidacaoRecusada or RegistroDuplicado.
    """
    leitura = ler(work, registro, novo=False)
    contato = localizar(work, registro)
    conferir_cidades({**contato, **leitura.campos})
    return Gravado(mudar(work, contato, leitura)["id"])


def acrescentar(work: Work, leitura: Leitura) -> dict[str, Any]:
    """Store a new contact; raises RegistroDuplicado."""
    campos = {campo.nome: leitura.campos.get(campo.nome, campo.padrao) for campo in CAMPOS}
    _recusar_repetido(work, campos["cpf_cnpj"])
    agora = work.now.isoformat(timespec="seconds")
    contato = {
        "id": work.next_id("contato", PRIMEIRO_ID),
        **campos,
        "tipo_pessoa": campos["tipo_pessoa"] or tipo_de_pessoa(campos["cpf_cnpj"]),
        "tipos": [],
        "pessoas": [],
        "id_vendedor": 0,
        "nome_vendedor": "",
        "criado_em": agora,
        "alterado_em": agora,
        "criado_por": work.actor,
    }
    _somar(work, contato, leitura)
    work.documents(CONTATO).add(contato)
    return contato


def mudar(work: Work, contato: dict[str, Any], leitura: Leitura) -> dict[str, Any]:
    """Store what a reading changes in a contact; raises RegistroDuplicado."""
    novo = leitura.campos.get("cpf_cnpj", "")
    if novo != contato["cpf_cnpj"]:
        _recusar_repetido(work, novo)
    contato |= leitura.campos
    _somar(work, contato, leitura)
    contato["alterado_em"] = work.now.isoformat(timespec="seconds")
    work.documents(CONTATO).put(contato)
    return contato


def excluir(work: Work, contato: dict[str, Any]) -> None:
    """Mark a contact as excluded; the orders that name it still do."""
    contato |= {"situacao": EXCLUIDO, "alterado_em": work.now.isoformat(timespec="seconds")}
    work.documents(CONTATO).put(contato)


def localizar(work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    """The contact that a record means: by id, else codigo, else cpf_cnpj (whichever it names first).

    Raises NaoLocalizado or LocalizadoEmDuplicidade.
    """
    if registro.get("id") not in ("", None):
        contato = work.documents(CONTATO).get(numeros.inteiro(registro["id"]) or 0)
        if contato is None or contato["situacao"] == EXCLUIDO:
            raise NaoLocalizado("Contato não localizado", hint=f"não há contato com id {registro['id']!r}")
        return contato
    for chave in ("codigo", "cpf_cnpj"):
        valor = str(registro.get(chave) or "").strip()
        if valor:
            return _unico(work, chave, mascaras.documento(valor) if chave == "cpf_cnpj" else valor)
    raise NaoLocalizado("Contato não localizado", hint="informe id, codigo ou cpf_cnpj do contato a alterar")


def tipo_de_pessoa(cpf_cnpj: str) -> str:
    """The tipo_pessoa of a record that names none: J with a CNPJ, else F [inferred]."""
    return "J" if tax_ids.is_cnpj(cpf_cnpj) else "F"


def _unico(work: Work, chave: str, valor: str) -> dict[str, Any]:
    achados = por(work, chave, valor, limite=2)
    if not achados:
        raise NaoLocalizado("Contato não localizado", hint=f"não há contato com este {chave}")
    if len(achados) > 1:
        raise LocalizadoEmDuplicidade(hint=f"há mais de um contato com este {chave}")
    return achados[0]


def _recusar_repetido(work: Work, cpf_cnpj: str) -> None:
    if por(work, "cpf_cnpj", cpf_cnpj):
        raise RegistroDuplicado(hint="já há um contato com este CPF ou CNPJ")


def _somar(work: Work, contato: dict[str, Any], leitura: Leitura) -> None:
    """Kinds and people only add; a person whose name is there already is passed over."""
    if leitura.vendedor is not None:
        contato["id_vendedor"], contato["nome_vendedor"] = leitura.vendedor
    contato["tipos"] += [tipo for tipo in dict.fromkeys(leitura.tipos) if tipo not in contato["tipos"]]
    for pessoa in leitura.pessoas:
        if all(outra["nome"] != pessoa["nome"] for outra in contato["pessoas"]):
            contato["pessoas"].append({"id_pessoa": work.next_id("pessoa_contato", PRIMEIRA_PESSOA), **pessoa})
