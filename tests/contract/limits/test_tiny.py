import json
import re

import httpx
import pytest

from homologa.simulators.site import build

CONTRACT = "tiny-api2"
API = "https://api.tiny.com.br"
PRODUCT, TAG, GROUP, CONTACT, ORDER, INVOICE, PACKET, DUE = (
    *(812345001, 410001, 420001, 645000001, 812000001, 813000001, 741000001, 670001),
)
"""Numbers of what there is one of in the account; they follow from its seed."""
RECORD = {"sequencia": 1, "nome": "Caneca", "unidade": "UN", "preco": 9.9, "origem": "0", "situacao": "A", "tipo": "P"}
DOCUMENTS = {
    "produto.incluir": ("produto", {"produtos": [{"produto": RECORD}]}),
    "produto.alterar": ("produto", {"produtos": [{"produto": {"sequencia": 1, "id": PRODUCT}}]}),
    "produto.atualizar.estoque": ("estoque", {"estoque": {"idProduto": PRODUCT, "tipo": "E", "quantidade": 1}}),
    "tag.alterar": ("tag", {"tags": [{"tag": {"sequencia": 1, "id": TAG, "nome": "Oferta", "id_grupo": GROUP}}]}),
    "grupo.tag.alterar": ("grupo", {"grupos": [{"grupo": {"sequencia": 1, "id": GROUP, "nome": "G"}}]}),
    "contato.alterar": ("contato", {"contatos": [{"contato": {"sequencia": 1, "id": CONTACT}}]}),
    **dict.fromkeys(("contas.receber.alterar", "conta.receber.alterar"), ("conta", {"conta": {"id": DUE}})),
    **dict.fromkeys(("contas.pagar.alterar", "conta.pagar.alterar"), ("conta", {"conta": {"id": DUE + 1}})),
    "expedicao.alterar": ("expedicao", {"expedicao": {"id": PACKET}}),
}
MARKED = {"marcadores": [{"marcador": {"descricao": "novo"}}]}
BASES = {name: {field: json.dumps(document)} for name, (field, document) in DOCUMENTS.items()} | {
    "produto.atualizar.precos": {"precos": [{"id": PRODUCT, "preco": 9.9}]},
    **dict.fromkeys(("pedido.marcadores.incluir", "pedido.marcadores.remover"), MARKED),
    **dict.fromkeys(("notas.fiscais.marcadores.incluir", "notas.fiscais.marcadores.remover"), MARKED),
}
ASKED = {"pedido": {"id": ORDER, "idPedido": ORDER}, "notas": {"idNotaFiscal": INVOICE}}
"""Parameters beside a document that is a body, by the first word of a service."""
REFERRED = re.compile("localizad|XML|não retornou|não pode ser maior que o valor|igual ao valor total")
"""What is said of a value that names something that is not there, and of one that does not go with the others."""
TOLD = re.compile(
    r"[.-](sequencia|id|idProduto|idPedido|id_grupo|id_vendedor|itens.0.item.id_produto|dias_preparacao)-minimum-0$"
    r"|peso_\w+-minimum|nome_vendedor|grupo.tag.alterar-.*grupo_tag.nome-minLength|remover-.*descricao|produto.alterar-.*(nome|unidade)-minLength"
)
"""Limits of which the contract tells alone: what is beyond them is looked for in vain, corrected or kept as it was."""


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


class Account:
    """An account with one of everything, as a client sees it."""

    def __init__(self, world, client):
        self.world, self.client = world, client
        credentials = world.view("tiny", "credenciais", {})
        self.key = {"token": credentials["token"], "formato": "json"}
        client.headers["Developer-Id"] = credentials["developer_id"]

    def call(self, service, **fields):
        texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
        return self.client.post(f"/api2/{service}.php", data=self.key | texts).json()["retorno"]

    def fill(self):
        act = self.world.act
        item = {"codigo": "A", "valor": 10}
        due = {"cliente": {"nome": "Ana"}, "data": "01/10/2026", "vencimento": "10/10/2026", "valor": 10}
        numbers = (
            act("tiny", "incluir_produto", {"nome": "Caneca", "codigo": "A"})["id"],
            act("tiny", "incluir_grupo_de_tags", {"nome": "G"})["id"],
            act("tiny", "incluir_tag", {"nome": "Oferta", "grupo": "G"})["id"],
            act("tiny", "incluir_pedido", {"cliente": "Maria", "itens": [item]})["id"],
            int(self.call("gerar.nota.fiscal.pedido", id=ORDER)["registros"]["registro"]["idNotaFiscal"]),
        )
        assert numbers == (PRODUCT, GROUP, TAG, ORDER, INVOICE)
        for service, fields in (
            ("nota.fiscal.emitir", {"id": INVOICE}),
            ("expedicao.liberar.objetos", {"idObjetos": INVOICE, "tipoObjetos": "notafiscal"}),
            ("conta.receber.incluir", {"conta": {"conta": due}}),
            ("conta.pagar.incluir", {"conta": {"conta": due}}),
        ):
            assert self.call(service, **fields)["status"] == "OK"
        self.world.snapshot("pronto")

    def ask(self, limit, value):
        """Send a request to an untouched account: what is refused of it, and what the contract has against it."""
        self.world.restore("pronto")
        made, service = limit.wrap(value), limit.operation
        query = self.key | (ASKED.get(service.partition(".")[0], {}) if limit.kind == "application/json" else {})
        if limit.where == "query":
            sent = {"params": query | {limit.place[0]: made}}
        else:
            sent = {"params": query, "json" if limit.kind == "application/json" else "data": made}
        answer = self.client.request(limit.method, limit.path, **sent).json()["retorno"]
        (exchange,) = self.world.journal.find(newest=True, limit=1)
        place = ".".join(map(str, limit.place))
        refused = {text for text in errors(answer) if not REFERRED.search(text)}
        return refused, {text for text in exchange.findings if re.match(rf"{re.escape(place)}\b", text)}


def errors(node):
    """Every text of an error, wherever it stands in an answer."""
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if name == "erro" and isinstance(value, str):
            yield value
        yield from errors(value)


@pytest.fixture(scope="module")
def account(site):
    with httpx.Client(transport=site.transport, base_url=API) as client:
        made = Account(site.worlds.create(id="um", limits="off"), client)
        made.fill()
        yield made


def test_a_value_is_refused_from_the_limit_on_and_not_before(account, description, limit):
    beyond = "told" if TOLD.search(str(limit)) else "refused"
    probes = list(description.probes(limit))
    answers = [account.ask(limit, value) for value, _ in probes]

    verdicts = ["refused" if refused else "told" if told else "admitted" for refused, told in answers]
    assert verdicts == ["admitted" if admitted else beyond for _, admitted in probes], answers
