"""A real account of Tiny: the ports over its API, what people do there, and what an order of the toy shop is in it."""

import json

import httpx

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import Incomplete
from homologa.sync.core.hooks import Delivery
from homologa.sync.core.lane import Lane
from homologa.sync.core.rules import documents, money, parcels
from homologa.sync.core.rules.dates import day_of
from homologa.sync.platforms.tiny import Tiny, situations
from homologa.sync.platforms.tiny.changes import TinyChanges
from homologa.sync.platforms.tiny.notifications import Account, parse_value_notice
from homologa.sync.platforms.tiny.sales import TinySales
from homologa.sync.platforms.tiny.sizes import CONTACT, CUSTOMER, ITEM, ORDER, fit
from homologa.sync.platforms.tiny.values import TinyValues
from toys.calls import Wire


class TinyAccount(TinySales):
    """`seen` reads the same without being counted."""

    def __init__(self, site, world, calls, number):
        self.shown_access, self._site, self.world = world.view("tiny", "credenciais"), site, world
        self._url = world.data["platforms"]["tiny"]["url"]
        self.client, self.free = self._client(Wire(calls, site.transport)), self._client(site.transport)
        super().__init__(self.client, number)
        self.number, self.seen = number, TinySales(self.free, number)

    def _client(self, transport):
        access, lane, clock = self.shown_access, Lane("erp", "O Tiny"), Clock(self.world.now)
        return Tiny(self._url, token=access["token"], developer_id=access["developer_id"], lane=lane, clock=clock,
                    transport=transport)  # fmt: skip

    def values(self, memory):
        return TinyValues(self.client, memory, self.number, None)

    def changes(self, clock):
        reads = {"stock": self.client.stock_changes, "price": self.client.product_changes}
        return {kind: TinyChanges(self.client, read, self.number, clock) for kind, read in reads.items()}

    # What people do and see

    def fulfils(self, order_id):
        number = self.seen.order(order_id).record["numero"]
        note = self.world.act("tiny", "gerar_nota_do_pedido", pedido=int(number))
        self.world.act("tiny", "emitir_nota", nota=note["id"])
        form = {"token": self.shown_access["token"], "formato": "json", "id": order_id, "codigoRastreamento": "BR1",
                "formaEnvio": "C"}  # fmt: skip
        with httpx.Client(transport=self._site.transport) as client:
            answer = client.post(f"{self._url}/api2/cadastrar.codigo.rastreamento.pedido.php", data=form).json()
        assert answer["retorno"]["status"] == "OK", answer
        self.seen.set_status(order_id, "enviado")

    def cancels(self, order_id):
        self.seen.set_status(order_id, "cancelado")

    def deletes_customer(self, document):
        self.world.act("tiny", "excluir_contato", contato=document)

    def shown(self, number, document):
        found = [order.record for order in self.seen.find_orders(number)]
        orders = [(money.number(each["total_pedido"]), situations.code_of(each["situacao"])) for each in found]
        return orders, len(self.seen.find_customers(document))

    def registers(self, code, sku):
        mapping = {"idEcommerce": self.number, "skuMapeamento": sku}
        record = {"nome": code, "codigo": code, "unidade": "UN", "preco": 1, "origem": "0", "situacao": "A",
                  "tipo": "P", "mapeamentos": [{"mapeamento": mapping}] if sku else []}  # fmt: skip
        (written,) = self.free.create([record])
        return written.id

    def moves(self, code, stock, price):
        self.world.act("tiny", "balanco_de_estoque", codigo=code, quantidade=stock)
        self.world.act("tiny", "alterar_produto", codigo=code, preco=price)

    def notices(self, sku):
        """As Tiny sends them: the numbers in them may be old."""
        account = Account(self.shown_access["cnpj"], self.number)
        shared = {"cnpj": account.cnpj, "idEcommerce": self.number, "versao": "1.0.0"}
        changed = {"estoque": {"tipoEstoque": "F", "saldo": 999}, "precos": {"preco": "999"}}
        found = []
        for kind, fields in changed.items():
            body = json.dumps({**shared, "tipo": kind, "dados": {**fields, "skuMapeamento": sku, "sku": "outro"}})
            dados = account.parse_notification(Delivery("POST", "x", body.encode()), kind)
            found.append(({"estoque": "stock", "precos": "price"}[kind], parse_value_notice(kind, dados).sku))
        return found


class ToTiny:
    BACK = {"faturado": "invoiced", "enviado": "shipped", "entregue": "delivered"}

    def is_wanted(self, order):
        return order.record["status"] != "new"

    def document(self, order):
        return order.record.get("document") or ""

    def customer_record(self, order):
        kind = "J" if documents.is_company(self.document(order)) else "F"
        record = {"nome": order.record["name"], "cpf_cnpj": self.document(order), "tipo_pessoa": kind, "situacao": "A"}
        return fit(record, CONTACT)

    def order_record(self, order, customer_id):
        shop = order.record
        if not shop["lines"]:
            raise Incomplete("o pedido não tem itens")
        totals = money.reconcile(shop["lines"], shop["freight"], shop["discount"], shop["total"])
        rows = [{"descricao": f"Item {n}", "unidade": "UN", "quantidade": str(quantity), "valor_unitario": str(price)}
                for n, (quantity, price) in enumerate(shop["lines"])]  # fmt: skip
        shares = parcels.split(totals.total, shop["parcels"])
        record = {
            "data_pedido": day_of(shop["at"]).strftime("%d/%m/%Y"),
            "cliente": fit({"nome": shop["name"], "cpf_cnpj": self.document(order)}, CUSTOMER),
            "itens": [{"item": fit(row, ITEM)} for row in rows],
            "parcelas": [{"parcela": {"dias": 30 * n, "valor": str(share)}} for n, share in enumerate(shares)],
            "valor_frete": str(totals.freight), "outras_despesas": str(totals.expenses),
            "valor_desconto": str(totals.discount), "numero_pedido_ecommerce": order.sku, "obs": shop.get("note", ""),
        }  # fmt: skip
        return fit(record, ORDER)

    def is_duplicate(self, error):
        return error.code == "30"

    def status_for(self, order):
        return {"paid": "aprovado", "cancelled": "cancelado"}.get(order.record["status"])

    def status_in(self, order):
        return situations.code_of(order.record["situacao"])

    is_forward = staticmethod(situations.is_forward)
