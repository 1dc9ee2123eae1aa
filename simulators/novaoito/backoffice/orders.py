"""What a shopper does in the store, and the screens "Vendas > Pedidos"."""

from collections.abc import Mapping
from typing import Annotated, Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.screens import Lines, Within
from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.backoffice import shopper
from homologa.simulators.novaoito.backoffice.registry import ACTIONS, KEEP, chosen, given
from homologa.simulators.novaoito.rules import fulfilment, orders
from homologa.simulators.novaoito.rules.labels import ORDER_STATUSES, PAYMENT_METHODS
from homologa.simulators.novaoito.rules.tables import moment

MENU = "Vendas > Pedidos"


@ACTIONS.screen("Loja > Carrinho", "Finalizar compra")
def finalizar_compra(
    work: Work,
    *,
    itens: Annotated[list[Any], Within({"sku": str, "quantidade": int})],
    cliente: str = KEEP,
    email: str = KEEP,
    documento: str | None = KEEP,
    telefone: str | None = KEEP,
    cep: str = KEEP,
    rua: str = KEEP,
    numero: str = KEEP,
    complemento: str | None = KEEP,
    bairro: str = KEEP,
    cidade: str = KEEP,
    uf: str = KEEP,
    forma_de_pagamento: str = "Pix",
    parcelas: int = 1,
    forma_de_envio: str = "PAC",
    frete: float = 0.0,
    desconto: float = 0.0,
) -> dict[str, Any]:
    """Um comprador faz um pedido. Cada item é um SKU, "SKU: quantidade" ou um objeto com sku e quantidade; os dados
    do comprador que não são informados são os de uma pessoa de exemplo.
    """
    person = given(name=cliente, email=email, document=documento, phone=telefone)
    place = given(zip_code=cep, street=rua, number=numero, complement=complemento, neighborhood=bairro)
    customer, address = shopper.filled(work, person, {**place, **given(city=cidade, state=uf)})
    order = orders.place(
        work,
        {
            "customer": customer,
            "items": [_item(wanted) for wanted in itens],
            "shipping": {"method": forma_de_envio, "price": frete, "address": address},
            "payment": {
                "method": chosen(forma_de_pagamento, PAYMENT_METHODS, "Forma de pagamento"),
                "installments": parcelas,
            },
            "discount": desconto,
        },
    )
    return {**_answer(order), "total": order["totals"]["grand_total"]}


@ACTIONS.screen(MENU, "Aprovar pagamento")
def aprovar_pagamento(work: Work, *, numero: str) -> dict[str, Any]:
    """O pagamento do pedido é aprovado."""
    return _moved(work, numero, "paid")


@ACTIONS.screen(MENU, "Separar pedido")
def separar_pedido(work: Work, *, numero: str) -> dict[str, Any]:
    """O pedido passa a Em separação."""
    return _moved(work, numero, "processing")


@ACTIONS.screen(MENU, "Confirmar entrega")
def confirmar_entrega(work: Work, *, numero: str) -> dict[str, Any]:
    """O pedido chegou ao comprador."""
    return _moved(work, numero, "delivered")


@ACTIONS.screen(MENU, "Devolver pedido")
def devolver_pedido(work: Work, *, numero: str, comentario: Lines | None = None) -> dict[str, Any]:
    """O comprador devolve o que pagou e recebe o dinheiro de volta."""
    return _moved(work, numero, "refunded", comentario)


@ACTIONS.screen(MENU, "Cancelar pedido")
def cancelar_pedido(work: Work, *, numero: str, comentario: Lines | None = None) -> dict[str, Any]:
    """Cancela o pedido que ainda não foi enviado."""
    return _moved(work, numero, "canceled", comentario)


@ACTIONS.screen(MENU, "Alterar situação")
def alterar_situacao(
    work: Work, *, numero: str, situacao: str, comentario: Lines | None = None, avisar_cliente: bool = False
) -> dict[str, Any]:
    """Põe o pedido em outra situação, que só pode ser uma mais adiante."""
    status = chosen(situacao, ORDER_STATUSES, "Situação")
    return _moved(work, numero, status, comentario, avisar_cliente)


@ACTIONS.screen(MENU, "Registrar nota fiscal")
def registrar_nota_fiscal(
    work: Work, *, numero: str, nota: str, chave: str, serie: str = "1", valor: float = KEEP
) -> dict[str, Any]:
    """Guarda a nota fiscal do pedido, que passa a Faturado; sem `valor`, é o total do pedido."""
    order = orders.numbered(work, numero)
    total = order["totals"]["grand_total"] if valor is KEEP else valor
    invoice = {"number": nota, "series": serie, "access_key": chave, "issued_at": moment(work), "total": total}
    return _answer(fulfilment.add_invoice(work, order["id"], invoice)[0])


@ACTIONS.screen(MENU, "Registrar envio")
def registrar_envio(
    work: Work, *, numero: str, transportadora: str, forma_de_envio: str = KEEP, codigo: str = KEEP, url: str = KEEP
) -> dict[str, Any]:
    """Guarda o envio do pedido, que passa a Enviado; `codigo` é o de rastreio."""
    order = orders.numbered(work, numero)
    shipment = given(carrier=transportadora, method=forma_de_envio, tracking_number=codigo, tracking_url=url)
    return _answer(fulfilment.add_shipment(work, order["id"], shipment)[0])


def _moved(
    work: Work, number: str, status: str, comment: str | None = None, notify_customer: bool = False
) -> dict[str, Any]:
    order = orders.numbered(work, number)
    wanted = {"status": status, "comment": comment, "notify_customer": notify_customer}
    return _answer(fulfilment.move(work, order["id"], wanted))


def _item(wanted: Any) -> dict[str, Any]:
    if isinstance(wanted, Mapping):
        if wanted.get("sku") is None:
            raise ScreenRefusal("Cada item é um objeto com sku e quantidade.")
        return {"sku": wanted["sku"], "quantity": wanted.get("quantidade", 1)}
    sku, _, quantity = str(wanted).rpartition(":")
    if sku and quantity.strip().isdecimal():
        return {"sku": sku.strip(), "quantity": int(quantity)}
    return {"sku": str(wanted).strip(), "quantity": 1}


def _answer(order: Document) -> dict[str, Any]:
    return {"id": order["id"], "numero": order["number"], "situacao": ORDER_STATUSES[order["status"]]}
