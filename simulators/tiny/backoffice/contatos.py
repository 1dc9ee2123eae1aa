"""The screens of contacts and of sellers."""

from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.screens import Lines
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS, informados
from homologa.simulators.tiny.rules import mascaras, vendedores
from homologa.simulators.tiny.rules.contatos import gravacao
from homologa.simulators.tiny.rules.contatos.campos import SITUACOES
from homologa.simulators.tiny.rules.contatos.modelo import por

CLIENTES = "Cadastros > Clientes e fornecedores"
VENDEDORES = "Cadastros > Vendedores"


@ACTIONS.screen(CLIENTES, "Incluir contato")
def incluir_contato(
    work: Work,
    *,
    nome: str,
    codigo: str | None = None,
    fantasia: str | None = None,
    tipo_pessoa: str | None = None,
    cpf_cnpj: str | None = None,
    ie: str | None = None,
    endereco: str | None = None,
    numero: str | None = None,
    complemento: str | None = None,
    bairro: str | None = None,
    cep: str | None = None,
    cidade: str | None = None,
    uf: str | None = None,
    fone: str | None = None,
    celular: str | None = None,
    email: str | None = None,
    vendedor: str | None = None,
    tipo: str = "Cliente",
    obs: Lines | None = None,
) -> dict[str, Any]:
    """Cadastra um contato Ativo; tipo é Cliente, Fornecedor, Transportador ou outro."""
    campos = informados(locals())
    return {"id": gravacao.incluir(work, {"situacao": "A", **_registro(campos)}).id}


@ACTIONS.screen(CLIENTES, "Alterar contato")
def alterar_contato(
    work: Work,
    *,
    contato: str,
    nome: str | None = None,
    codigo: str | None = None,
    fantasia: str | None = None,
    cpf_cnpj: str | None = None,
    situacao: str | None = None,
    endereco: str | None = None,
    numero: str | None = None,
    complemento: str | None = None,
    bairro: str | None = None,
    cep: str | None = None,
    cidade: str | None = None,
    uf: str | None = None,
    fone: str | None = None,
    celular: str | None = None,
    email: str | None = None,
    vendedor: str | None = None,
    tipo: str | None = None,
    obs: Lines | None = None,
) -> dict[str, Any]:
    """Muda só os campos informados do contato que tem este CPF, CNPJ, código ou nome."""
    campos = informados(locals(), "contato")
    return {"id": gravacao.alterar(work, {**_registro(campos), "id": _um(work, contato)["id"]}).id}


@ACTIONS.screen(CLIENTES, "Excluir contato")
def excluir_contato(work: Work, *, contato: str) -> dict[str, Any]:
    """Exclui o contato que tem este CPF, CNPJ, código ou nome; ele continua no banco como Excluido."""
    excluido = _um(work, contato)
    gravacao.excluir(work, excluido)
    return {"id": excluido["id"]}


@ACTIONS.screen(VENDEDORES, "Incluir vendedor")
def incluir_vendedor(
    work: Work, *, nome: str, codigo: str = "", cpf_cnpj: str = "", email: str = "", cidade: str = "", uf: str = ""
) -> dict[str, Any]:
    """Cadastra um vendedor."""
    registro = {"nome": nome, "codigo": codigo, "cpf_cnpj": cpf_cnpj, "email": email, "cidade": cidade, "uf": uf}
    return {"id": vendedores.incluir(work, registro)["id"]}


@ACTIONS.screen(VENDEDORES, "Excluir vendedor")
def excluir_vendedor(work: Work, *, nome: str) -> dict[str, Any]:
    """Tira um vendedor da lista; contatos e pedidos que o citam continuam a citá-lo."""
    return {"id": vendedores.excluir(work, nome)["id"]}


def _um(work: Work, chave: str) -> dict[str, Any]:
    """The only contact of a document, a code or a name."""
    for coluna, valor in (("cpf_cnpj", mascaras.documento(chave)), ("codigo", chave), ("nome", chave)):
        achados = por(work, coluna, valor, limite=2)
        if len(achados) == 1:
            return achados[0]
    raise ScreenRefusal(f"A tela precisa de um contato com CPF, CNPJ, código ou nome “{chave}”.")


def _registro(campos: dict[str, Any]) -> dict[str, Any]:
    registro = dict(campos)
    tipo = registro.pop("tipo", None)
    if tipo:
        registro["tipos_contato"] = [{"tipo": tipo}]
    if "vendedor" in registro:
        registro["nome_vendedor"] = registro.pop("vendedor")
    if "situacao" in registro:
        letras = {descricao: letra for letra, descricao in SITUACOES.items()}
        registro["situacao"] = letras.get(registro["situacao"], registro["situacao"])
    return registro
