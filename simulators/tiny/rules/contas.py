"""Accounts to be received and to be paid; those of an order are launched with it (tiny-api2 §5.4, §5.8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado, ValidacaoRecusada
from homologa.simulators.tiny.rules import mascaras
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.paginas import Pagina, paginar
from homologa.simulators.tiny.rules.pedidos.campos import CLIENTE as CLIENTE_DO_PEDIDO
from homologa.simulators.tiny.rules.registros import Leitor

CONTA = Collection(
    "conta",
    {
        **dict.fromkeys(("tipo", "situacao", "nome_cliente", "nro_documento", "nro_banco", "data", "vencimento"), str),
        **dict.fromkeys(("id_pedido", "id_origem"), int),
    },
    indexes=(("tipo", "id"), ("id_pedido",)),
    search=("nome_cliente",),
)
"""Beside the columns: CAMPOS, `cliente` as the client of an order, `valor` and `saldo` (floats), `liquidacao`."""
RECEBER, PAGAR = "receber", "pagar"
ABERTO, PARCIAL, PAGO = "aberto", "parcial", "pago"
PRIMEIRO_ID = 670001
CAMPOS = tuple(
    Campo(nome)
    for nome in (
        *("nro_documento", "historico", "categoria", "competencia", "ocorrencia", "dia_vencimento"),
        *("serie_documento", "nro_banco", "portador", "forma_pagamento", "link_boleto"),
    )
)
CLIENTE = tuple(
    replace(campo, obrigatorio=False, maximo=50 if campo.nome == "nome" else campo.maximo)
    for campo in CLIENTE_DO_PEDIDO
    if campo.nome != "nome_fantasia"
)
VALOR = Campo("valor", "decimal", obrigatorio=True, padrao=0.0, titulo="valor da conta")
DATAS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"data": ("data_emissao", "data"), "vencimento": ("vencimento",)}
)
"""Each day of an account, and the names under which it is written."""
AUSENTES: Mapping[str, str] = MappingProxyType(
    {RECEBER: "Conta a receber não localizada", PAGAR: "Conta a pagar não localizada"}
)


@dataclass(frozen=True)
class Filtro:
    """What a search asks for; "" asks for nothing, and days are in ISO form."""

    nome_cliente: str = ""
    numero_doc: str = ""
    numero_banco: str = ""
    emissao: tuple[str, str] = ("", "")
    vencimento: tuple[str, str] = ("", "")
    situacao: str = ""
    id_origem: int | None = None
    pagina: int = 1


def pesquisar(work: Work, tipo: str, filtro: Filtro) -> Pagina:
    """The accounts of one kind, by a part of the name and by values that are equal [inferred], 100 a page.

    Raises SemRegistros or PaginaInexistente.
    """
    contas = work.documents(CONTA)
    condicoes: list[tuple[str, tuple[object, ...]]] = [("tipo = ?", (tipo,))]
    if filtro.nome_cliente:
        condicoes.append(contas.containing(filtro.nome_cliente))
    iguais = {"nro_documento": filtro.numero_doc, "nro_banco": filtro.numero_banco, "situacao": filtro.situacao.lower()}
    condicoes += [(f"{coluna} = ?", (valor,)) for coluna, valor in iguais.items() if valor]
    for coluna, (desde, ate) in (("data", filtro.emissao), ("vencimento", filtro.vencimento)):
        condicoes += [(f"{coluna} {sinal} ?", (dia,)) for sinal, dia in ((">=", desde), ("<=", ate)) if dia]
    if filtro.id_origem is not None:
        condicoes.append(("id_origem = ?", (filtro.id_origem,)))
    valores = tuple(valor for _, alguns in condicoes for valor in alguns)
    return paginar(contas, " AND ".join(condicao for condicao, _ in condicoes), valores, filtro.pagina)


def lancar_do_pedido(work: Work, pedido: Mapping[str, Any]) -> None:
    """One account to be received for each parcel of an order, or one of its total on its day [inferred].

    Raises ValidacaoRecusada when it is done already [inferred].
    """
    if pedido["contas_lancadas"]:
        raise ValidacaoRecusada("As contas do pedido já foram lançadas")
    a_vista = [{"data": pedido["data_pedido"], "valor": pedido["total_pedido"], "forma_pagamento": ""}]
    for lugar, parcela in enumerate(pedido["parcelas"] or a_vista, start=1):
        campos = {
            "nro_documento": f"{pedido['numero']}/{lugar:02}",
            "historico": f"Ref. ao pedido de venda nº {pedido['numero']}",
            "forma_pagamento": parcela["forma_pagamento"] or pedido["forma_pagamento"],
            "data": pedido["data_pedido"],
            "vencimento": parcela["data"],
            "valor": parcela["valor"],
            "cliente": {campo.nome: pedido["cliente"][campo.nome] for campo in CLIENTE},
        }
        _acrescentar(work, RECEBER, campos, id_pedido=pedido["id"], id_origem=pedido["id"])


def estornar_do_pedido(work: Work, pedido: Mapping[str, Any]) -> None:
    """Take away the accounts of an order; raises ValidacaoRecusada when there are none, or one was paid [inferred]."""
    if not pedido["contas_lancadas"]:
        raise ValidacaoRecusada("As contas do pedido não foram lançadas")
    if any(conta["situacao"] != ABERTO for conta in do_pedido(work, pedido["id"])):
        raise ValidacaoRecusada("Uma conta do pedido já foi recebida")
    retirar_abertas(work, pedido["id"])


def retirar_abertas(work: Work, id_pedido: int) -> bool:
    """Take away the accounts of an order that are still open, and give whether any stays."""
    suas = do_pedido(work, id_pedido)
    abertas = [conta for conta in suas if conta["situacao"] == ABERTO]
    for conta in abertas:
        work.documents(CONTA).remove(conta["id"])
    return len(abertas) < len(suas)


def localizar(work: Work, tipo: str, id_conta: int) -> dict[str, Any]:
    """The account of this id, to be received or to be paid; raises NaoLocalizado."""
    conta = work.documents(CONTA).get(id_conta)
    if conta is None or conta["tipo"] != tipo:
        raise NaoLocalizado(AUSENTES[tipo], hint=f"não há conta a {tipo} com id {id_conta}")
    return conta


def incluir(work: Work, tipo: str, registro: Mapping[str, Any], *, id_origem: int = 0) -> dict[str, Any]:
    """Create an account of no order; a day that is left out is today, or that of the issue [inferred].

    Raises ValidacaoRecusada.
    """
    leitor = Leitor()
    campos = {**leitor.completos(registro, (*CAMPOS, VALOR)), **_datas(leitor, registro)}
    campos["cliente"] = _cliente(leitor, registro)
    leitor.exigir()
    return _acrescentar(work, tipo, campos, id_origem=id_origem)


def alterar(work: Work, conta: dict[str, Any], registro: Mapping[str, Any]) -> None:
    """Change what a record names; the balance moves with the value [inferred]. Raises ValidacaoRecusada."""
    leitor = Leitor()
    novos = {**leitor.campos(registro, (*CAMPOS, VALOR)), **_datas(leitor, registro)}
    ditos = registro.get("cliente") if isinstance(registro.get("cliente"), dict) else {}
    cliente = _cliente(leitor, registro)
    leitor.exigir()
    novos["cliente"] = {**conta["cliente"], **{nome: cliente[nome] for nome in cliente if nome in (ditos or {})}}
    saldo = round(conta["saldo"] + novos.get("valor", conta["valor"]) - conta["valor"], 2)
    work.documents(CONTA).put({**conta, **novos, "saldo": saldo, "nome_cliente": novos["cliente"]["nome"]})


def baixar(work: Work, conta: dict[str, Any]) -> None:
    """Settle an account in full [inferred]; raises ValidacaoRecusada for one that is settled."""
    if conta["situacao"] == PAGO:
        raise ValidacaoRecusada("A conta já foi baixada")
    hoje = work.now.date().isoformat()
    work.documents(CONTA).put({**conta, "saldo": 0.0, "situacao": PAGO, "liquidacao": hoje})


def do_pedido(work: Work, id_pedido: int) -> list[dict[str, Any]]:
    """The accounts of an order, in the order of its parcels."""
    return work.documents(CONTA).find("id_pedido = ?", (id_pedido,))


def _acrescentar(
    work: Work, tipo: str, campos: Mapping[str, Any], *, id_pedido: int = 0, id_origem: int = 0
) -> dict[str, Any]:
    """Store a new account; its competence is the month of its day unless it says another [inferred]."""
    data = campos.get("data") or work.now.date().isoformat()
    conta = {
        "id": work.next_id("conta", PRIMEIRO_ID),
        "tipo": tipo,
        "id_pedido": id_pedido,
        "id_origem": id_origem,
        **{campo.nome: campos.get(campo.nome, "") for campo in CAMPOS},
        "competencia": campos.get("competencia") or f"{data[5:7]}/{data[:4]}",
        "data": data,
        "vencimento": campos.get("vencimento") or data,
        "valor": campos["valor"],
        "saldo": campos["valor"],
        "situacao": ABERTO,
        "liquidacao": "",
        "cliente": campos["cliente"],
        "nome_cliente": campos["cliente"]["nome"],
    }
    work.documents(CONTA).add(conta)
    return conta


def _datas(leitor: Leitor, registro: Mapping[str, Any]) -> dict[str, str]:
    """The days that a record names, in ISO form."""
    lidas = {campo: [leitor.data(registro, nome) for nome in nomes] for campo, nomes in DATAS.items()}
    return {campo: next(filter(None, dias)) for campo, dias in lidas.items() if any(dias)}


def _cliente(leitor: Leitor, registro: Mapping[str, Any]) -> dict[str, Any]:
    cliente = leitor.completos(leitor.objeto(registro, "cliente"), CLIENTE)
    return {**cliente, **mascaras.nus(cliente, ("cpf_cnpj", "cep", "fone"))}
