"""Accounts to be received and to be paid; those of an order are launched with it (tiny-api2 §5.4, §5.8)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado, ValidacaoRecusada
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.registros import Leitor

CONTA = Collection(
    "conta",
    {"tipo": str, "id_pedido": int, "situacao": str},
    indexes=(("tipo", "id"), ("id_pedido",)),
)
RECEBER, PAGAR = "receber", "pagar"
ABERTO, PAGO = "aberto", "pago"
PRIMEIRO_ID = 670001
CAMPOS = (
    Campo("nome_cliente", maximo=50),
    Campo("historico"),
    Campo("numero_banco"),
    Campo("numero_doc"),
    Campo("serie_doc"),
)
VALOR = Campo("valor", "decimal", obrigatorio=True, padrao=0.0, titulo="valor da conta")
DATAS = ("data_emissao", "data_vencimento")


def lancar_do_pedido(work: Work, pedido: Mapping[str, Any]) -> None:
    """One account to be received for each parcel of an order, or one of its total on its day [inferred].

    Raises ValidacaoRecusada when it is done already [inferred].
    """
    if pedido["contas_lancadas"]:
        raise ValidacaoRecusada("As contas do pedido já foram lançadas")
    a_vista = [{"data": pedido["data_pedido"], "valor": pedido["total_pedido"]}]
    for lugar, parcela in enumerate(pedido["parcelas"] or a_vista, start=1):
        conta = {
            "id": work.next_id("conta", PRIMEIRO_ID),
            "tipo": RECEBER,
            "id_pedido": pedido["id"],
            "id_contato": pedido["id_contato"],
            "nome_cliente": pedido["cliente"]["nome"],
            "historico": f"Ref. ao pedido de venda nº {pedido['numero']}",
            "numero_banco": "",
            "numero_doc": f"{pedido['numero']}/{lugar:02}",
            "serie_doc": "",
            "data_emissao": pedido["data_pedido"],
            "data_vencimento": parcela["data"],
            "valor": parcela["valor"],
            "saldo": parcela["valor"],
            "situacao": ABERTO,
        }
        work.documents(CONTA).add(conta)


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
        raise NaoLocalizado("Conta não localizada", hint=f"não há conta a {tipo} com id {id_conta}")
    return conta


def incluir(work: Work, tipo: str, registro: Mapping[str, Any]) -> dict[str, Any]:
    """Create an account of no order, with the fields that the search shows [inferred]; raises ValidacaoRecusada."""
    leitor = Leitor()
    campos = leitor.completos(registro, (*CAMPOS, VALOR))
    hoje = work.now.date().isoformat()
    datas = {nome: leitor.data(registro, nome) or hoje for nome in DATAS}
    leitor.exigir()
    conta = {
        "id": work.next_id("conta", PRIMEIRO_ID),
        "tipo": tipo,
        "id_pedido": 0,
        "id_contato": 0,
        **campos,
        **datas,
        "saldo": campos["valor"],
        "situacao": ABERTO,
    }
    work.documents(CONTA).add(conta)
    return conta


def alterar(work: Work, conta: dict[str, Any], registro: Mapping[str, Any]) -> None:
    """Change the texts and dates that a record names [inferred]; raises ValidacaoRecusada."""
    leitor = Leitor()
    novos = leitor.campos(registro, CAMPOS)
    novos |= {nome: leitor.data(registro, nome) or conta[nome] for nome in DATAS if nome in registro}
    leitor.exigir()
    work.documents(CONTA).put({**conta, **novos})


def baixar(work: Work, conta: dict[str, Any]) -> None:
    """Settle an account in full [inferred]; raises ValidacaoRecusada for one that is settled."""
    if conta["situacao"] == PAGO:
        raise ValidacaoRecusada("A conta já foi baixada")
    work.documents(CONTA).put({**conta, "saldo": 0.0, "situacao": PAGO})


def do_pedido(work: Work, id_pedido: int) -> list[dict[str, Any]]:
    """The accounts of an order, in the order of its parcels."""
    return work.documents(CONTA).find("id_pedido = ?", (id_pedido,))
