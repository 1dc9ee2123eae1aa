"""What one service of Tiny makes, the others find: from a product to the expedition that takes it out."""

import json

import hypothesis
import pytest
import schemathesis

from homologa.simulators.site import build

CONTRACT = "tiny-api2"
WALK = [
    *("produto.incluir", "pedido.incluir", "gerar.nota.fiscal.pedido", "nota.fiscal.emitir"),
    *("expedicao.liberar.objetos", "expedicao.obter", "expedicao.incluir.agrupamento"),
    "expedicao.concluir.agrupamento",
]
LINKED = [*WALK, "produto.obter", "pedido.obter", "pedido.lancar.estoque", "nota.fiscal.obter"]
BEGINNING = "RANDOM__POST_api2_produto_incluir_php"
"""The only one of the machine's rules that asks for something out of the blue; all others follow a link."""
FIELDS = {
    *("produto", "pedido", "id", "idObjetos", "tipoObjetos", "idObjeto", "tipoObjeto"),
    *("idsExpedicao", "idAgrupamento"),
}
"""What is sent in forms: what the links give, and nothing that says another thing."""
RECORD = {"sequencia": 1, "nome": "Caneca", "unidade": "UN", "preco": 19.9, "origem": "0", "situacao": "A", "tipo": "P"}
PRODUCT = json.dumps({"produtos": [{"produto": RECORD}]})


@pytest.fixture
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def world(site):
    made = site.worlds.create(limits="off")
    made.snapshot("pronto")
    return made


def forms(description):
    """The schemas of what the services that are walked take in a form."""
    posts = [methods["post"] for methods in description["paths"].values() if "post" in methods]
    linked = [post["requestBody"]["content"].values() for post in posts if post["operationId"] in LINKED]
    return [form["schema"] for (form,) in linked]


@pytest.fixture
def schema(site, world, pinned):
    """The contract whose products are one, and which sends nothing wrong: refusals are fuzzed elsewhere."""
    description = pinned(CONTRACT, {})
    for form in forms(description):
        fields = {name: told for name, told in form["properties"].items() if name in FIELDS}
        form |= {"properties": fields, "required": sorted(fields), "additionalProperties": False}
        if "produto" in fields:
            fields["produto"] = {"enum": [PRODUCT]}
    # What looks like the id of something keeps the state machine from beginning there.
    del description["paths"]["/api2/produto.incluir.php"]["post"]["parameters"]
    token = world.view("tiny", "credenciais", {})["token"]
    config = {
        "auth": {"openapi": {"token": {"api_key": token}}},
        "checks": {"ignored_auth": {"enabled": False}, "negative_data_rejection": {"enabled": False}},
        "generation": {"mode": "positive"},
    }
    made = schemathesis.openapi.from_dict(description, config=schemathesis.Config.from_dict(config))
    made.app = site.apps["tiny"]

    @made.hook
    def map_case(context, case):
        case.query = {"token": token, "formato": "json"}
        return case

    return made


def test_a_product_is_sold_invoiced_and_sent(schema, world, small):
    walk = schema.include(operation_id=LINKED).as_state_machine()

    class Machine(walk):
        def setup(self):
            world.restore("pronto")

    for beginning in walk.root_rules - {BEGINNING}:
        setattr(Machine, beginning, None)
    Machine.run(settings=hypothesis.settings(small, max_examples=25, stateful_step_count=20))

    answered = world.journal.find(status="2xx", limit=5000)
    reached = {call.operation for call in answered if b'"status":"OK"' in call.response_body}
    assert reached >= set(LINKED)
    assert world.journal.breaches() == []
