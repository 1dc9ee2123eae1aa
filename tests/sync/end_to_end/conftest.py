"""The connector on real simulators in this process: flows that begin from kept states, and how they are watched."""

import copy
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest
from shop import STORE, install
from wire import Crash, Wire

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL, build
from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.core.clock import Clock
from homologa.sync.core.store import Store
from homologa.sync.integrations import INTEGRATIONS

HOST = "conector.example"
OPERATIONS = {"send": "Enviar produtos da loja para o ERP", "map": "Mapear produtos da loja com o ERP"}
URLS = {"product": "url_produtos", "stock": "url_estoque", "price": "url_precos"}
OF_THE_MOMENT = ("created_at", "updated_at", "id", "slug")
MOST_STEPS = 200


@dataclass(frozen=True)
class Flow:
    """`arrange` makes the state that the flow begins from, `act` is what a person does then, `proof` what shows it."""

    arrange: Callable
    act: Callable
    proof: Callable = lambda ground: None
    repeated: bool = False
    """Whether the person does it again when the connector died."""


class Ground:
    """A world in which both platforms are set up, and the connector on it; each run begins from a kept state."""

    def __init__(self, folder):
        self.folder = folder
        self._site = build()
        self.wire = Wire(self._site.transport)
        self.calls = 0
        self.world = Control(CONTROL_URL, self._site.transport).create_world(limits="off")
        self._clock = self._site.worlds.get(self.world.id).clock
        self.revive = self.rebuild
        self.kept = set()
        self.store = Store(folder / "connector.sqlite")
        self._site.mount(HOST, self._answer)
        self._set_up()

    def close(self):
        self.store.close()
        self._site.worlds.close()

    # The connector

    def rebuild(self):
        """As after a kill: a new process on the same database."""
        self.store.close()
        self.store = Store(self.folder / "connector.sqlite")
        self._stand_up()

    def restart(self):
        """The same process starts again from its durable memory."""
        self.connector.restart()

    def hand_over(self):
        return self.connector.set_up(self.document)

    def _stand_up(self):
        self.connector = Connector(
            integrations=INTEGRATIONS,
            store=self.store,
            base_url=f"https://{HOST}",
            clock=Clock(self._clock.now),
            transport=self.wire,
            inline=True,
        )
        self._app = create_app(self.connector)

    def _answer(self, environ, start_response):
        """The connector as the platforms reach it: whoever waits for the answer of a dead process gets none."""
        try:
            return self._app(environ, start_response)
        except Crash:
            self.revive()
            raise ConnectionResetError("o processo morreu") from None

    def _set_up(self):
        self.document = install(self.world)
        self.number = self.document["platforms"]["tiny"]["credentials"]["id_ecommerce"]
        self._stand_up()
        receivers = self.hand_over()["receivers"]
        urls = {field: receivers[kind] for kind, field in URLS.items()}
        self.world.act("tiny", "salvar_integracao", identificador=self.number, **urls)
        self.settle()
        self.keep("set up")

    # States

    def keep(self, name):
        """Keep the world and the connector's memory as they are."""
        self.world.snapshot(name.replace(" ", "-"))
        self.store.close()
        shutil.copy(self.folder / "connector.sqlite", self.folder / f"{name}.sqlite")
        self.kept.add(name)
        self._reopen()

    def put_back(self, name):
        """Put a kept state back, with a connector that has looked context."""
        self.world.restore(name.replace(" ", "-"))
        self.store.close()
        shutil.copy(self.folder / f"{name}.sqlite", self.folder / "connector.sqlite")
        self._reopen()
        self.connector.state()
        self.wire.forget()
        self.revive = self.rebuild

    def _reopen(self):
        self.store = Store(self.folder / "connector.sqlite")
        self._stand_up()

    def begin(self, name):
        """Put the state back that a flow begins from; it is made once."""
        if name not in self.kept:
            self.put_back("set up")
            FLOWS[name].arrange(self)
            self.settle()
            self.keep(name)
        self.put_back(name)

    def run(self, name):
        """Act and go on to the end, whatever dies on the way."""
        flow = FLOWS[name]
        try:
            flow.act(self)
        except Crash:
            self.revive()
            if flow.repeated:
                flow.act(self)
        self.settle()
        self.calls = len(self.wire.calls)
        flow.proof(self)
        self.settle()

    def settle(self):
        """Go on until nothing is left to do on either side, moving time where somebody waits for it."""
        for _ in range(MOST_STEPS):
            try:
                state = self.connector.state()
            except Crash:
                self.revive()
                continue
            due = self.world.quiet().next_due
            moments = [moment for moment in (due, state.waiting_until) if moment is not None]
            if not moments:
                return
            self.world.advance(to=max(min(moments), self.world.now()))
        raise AssertionError("não chega ao fim")

    def _tests(self):
        """The tests of the connection, as the app itself reads them."""
        access = self.document["platforms"]["novaoito"]
        headers = {"Authorization": f"Bearer {access['credentials']['app_token']}"}
        with httpx.Client(transport=self._site.transport, headers=headers) as client:
            return client.get(f"{access['url']}/api/v1/apps/tiny-erp/tests").raise_for_status().json()["data"]

    # What people do, and what they see

    def sells(self, **fields):
        self.world.act("novaoito", "importar_produtos", produtos=[{"nome": f"Produto {fields['sku']}", **fields}])

    def has_in_erp(self, codigo, *variations, **fields):
        filled = {"nome": f"No Tiny {codigo}", "codigo": codigo, "preco": 15, "descricao": "fica", "peso_bruto": 0.7}
        self.world.act("tiny", "incluir_produto", **{**filled, "estoque": 4, **fields})
        for name in variations:
            grade = {"Tamanho": name}
            self.world.act(
                "tiny", "incluir_variacao", produto=codigo, codigo=f"{codigo}-{name}", grade=grade, estoque=2
            )

    def integrate(self, operation):
        self.world.act("novaoito", "integrar_produtos_pendentes", sistema="Tiny", operacao=OPERATIONS[operation])

    def sends(self, *codes):
        self.world.act("tiny", "enviar_para_o_ecommerce", plataforma=STORE, produtos=list(codes))

    def shown(self):
        """What both platforms show in the end, without what no two runs have in common."""
        world = self.world
        erp, store = world.view("tiny", "lista_de_produtos"), world.view("novaoito", "produtos")
        codes = {str(row["id"]): row["codigo"] for row in erp}
        assert world.breaches() == []
        return {
            "erp": sorted((_erp(row) for row in erp), key=str),
            "store": sorted((_store(row, codes) for row in store), key=str),
            "results": sorted(
                (str(row["sku"]), row["resultado"], row["codigo"]) for row in world.view("novaoito", "resultados")
            ),
            "job": (world.view("novaoito", "integracao") or {}).get("situacao"),
            "sent": sorted(
                (row["codigo"], row["situacao"], row["mensagem"]) for row in world.view("tiny", "resultado_do_envio")
            ),
            "subscriptions": sorted(row["evento"] for row in world.view("novaoito", "webhooks")),
            "receivers": world.view("novaoito", "receptores"),
            "tests": [row["ok"] for row in self._tests()],
        }


def _erp(row):
    mappings = sorted(mapping["sku"] for mapping in row["mapeamentos"])
    return {"registro": row["registro"], "estoque": row["estoque"], "mapeamentos": mappings}


def _store(row, codes):
    record = {name: value for name, value in row["registro"].items() if name not in (*OF_THE_MOMENT, "erp")}
    record["variants"] = [{**variant, "id": None} for variant in record["variants"]]
    linked = codes.get(str(row["id_tiny"]))
    return {"registro": record, "integracao": row["integracao"], "linked": linked, "attempts": row["tentativas"]}


def _variants(sku, *names):
    return [{"sku": f"{sku}-{name}", "opcoes": {"Tamanho": name}, "estoque": 5, "preco": 20} for name in names]


def _pending(ground):
    """New, known, inactive in Tiny, with variants, and three that must fail."""
    ground.sells(sku="NOVO", preco=10, estoque=3, categoria="Casa > Copos")
    ground.sells(sku="CONHECIDO", preco=10)
    ground.sells(sku="PARADO", preco=10)
    ground.sells(sku="CAM", preco=20, variacoes=_variants("CAM", "P", "M"))
    ground.sells(sku=None, preco=10)
    ground.sells(sku="DUPLO", preco=10)
    ground.sells(sku="GRANDE", preco=10, unidade="UNIDADE")
    ground.has_in_erp("CONHECIDO", altura=3)
    ground.has_in_erp("PARADO", situacao="Inativo")
    for _ in range(2):
        ground.has_in_erp("DUPLO")


def _mapped(ground):
    """Two plain products and one with variants, linked."""
    for sku in ("A", "B"):
        ground.sells(sku=sku, preco=10, estoque=1)
        ground.has_in_erp(sku)
    ground.sells(sku="CAM", variacoes=_variants("CAM", "P", "M"))
    ground.has_in_erp("CAM", "P", "M")
    ground.integrate("map")


def _mappable(ground):
    _pending(ground)
    ground.sells(sku="BON", variacoes=_variants("BON", "P", "G"))
    ground.has_in_erp("BON", "P")


def _sendable(ground):
    """In Tiny: new with category and image, known in the store, with variations, without a SKU."""
    ground.has_in_erp("NOVO", categoria="Casa >> Copos", imagem="https://img.example/1.jpg")
    ground.has_in_erp("CONHECIDO")
    ground.has_in_erp("CAM", "P", "M")
    ground.has_in_erp(None, nome="Mudo")
    ground.sells(sku="CONHECIDO", preco=99, situacao="Inativo")


def _restock(ground):
    for code in ("A", "CAM-P"):
        ground.world.act("tiny", "balanco_de_estoque", codigo=code, quantidade=9)


def _reprice(ground):
    for code, price in (("A", 33), ("B", 44)):
        ground.world.act("tiny", "alterar_produto", codigo=code, preco=price)


def _unheard(change, operation):
    """Something that people did and of which no notice arrived, and what they start by hand then."""

    def act(ground):
        ground.world.plans.add("drop", always=True)
        change(ground)
        ground.world.plans.clear()
        ground.connector.run({"operation": operation})

    return act


def _at_night(change):
    """Something that people did and of which no notice arrived, until the connector looks by itself at night."""

    def act(ground):
        ground.world.plans.add("drop", always=True)
        change(ground)
        ground.world.plans.clear()
        ground.world.advance(seconds=18 * 3600)

    return act


def _held(begin, change, end):
    """Something that people did while a platform served nobody, and what happens once it serves again."""

    def act(ground):
        begin(ground)
        change(ground)
        ground.settle()
        ground.world.advance(seconds=1800)
        ground.settle()
        end(ground)
        ground.world.advance(seconds=900)

    return act


def _acts(platform, action):
    return lambda ground: ground.world.act(platform, action)


def _use_the_new_token(ground):
    access = copy.deepcopy(ground.document["platforms"]["tiny"])
    access["credentials"]["token"] = ground.world.view("tiny", "credenciais")["token"]
    ground.connector.change({"platforms": {"tiny": access}})


def _batches(ground):
    """Two batches of products that Tiny lacks."""
    products = [{"sku": f"P-{n:02}", "nome": f"Produto {n}", "preco": 10} for n in range(22)]
    ground.world.act("novaoito", "importar_produtos", produtos=products)


def _send_what_somebody_registers(ground):
    """Somebody registers a product of the second batch by hand while the first one is linked."""

    ground.wire.meanwhile("/erp/links/", lambda: ground.has_in_erp("P-21"))
    ground.integrate("send")


def _restock_twice(ground):
    """The stock changes again while the connector is at work on the first change."""

    again = {"codigo": "A", "quantidade": 12}
    ground.wire.meanwhile("obter.estoque", lambda: ground.world.act("tiny", "balanco_de_estoque", **again))
    _restock(ground)


def _asked(ground):
    ground.integrate("send")
    ground.world.act("novaoito", "testar")


FLOWS = {
    "send": Flow(_pending, lambda ground: ground.integrate("send")),
    "map": Flow(_mappable, lambda ground: ground.integrate("map")),
    "receive": Flow(_sendable, lambda ground: ground.sends("NOVO", "CONHECIDO", "CAM", "")),
    "stock": Flow(_mapped, _restock),
    "price": Flow(_mapped, _reprice),
    "stock twice": Flow(_mapped, _restock_twice),
    "stock of a suspended store": Flow(
        _mapped, _held(_acts("novaoito", "suspender_loja"), _restock, _acts("novaoito", "reativar_loja"))
    ),
    "stock under maintenance": Flow(
        _mapped, _held(_acts("tiny", "iniciar_manutencao"), _restock, _acts("tiny", "encerrar_manutencao"))
    ),
    "price with a new token": Flow(
        _mapped, _held(_acts("tiny", "gerar_novo_token"), _reprice, _use_the_new_token), repeated=False
    ),
    "send what somebody registers": Flow(_batches, _send_what_somebody_registers),
    "reconcile stock": Flow(_mapped, _unheard(_restock, "reconcile_stock")),
    "reconcile prices": Flow(_mapped, _unheard(_reprice, "reconcile_prices")),
    "stock at night": Flow(_mapped, _at_night(_restock)),
    "poll": Flow(_pending, _unheard(_asked, "poll")),
    "test": Flow(lambda ground: None, lambda ground: ground.world.act("novaoito", "testar")),
    "registration": Flow(_pending, Ground.hand_over, lambda ground: ground.integrate("map"), repeated=True),
}


@pytest.fixture(scope="session")
def ground(tmp_path_factory):
    made = Ground(tmp_path_factory.mktemp("ground"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def undisturbed(ground):
    """What both platforms show after a flow in which nothing goes wrong, and the calls that it took."""
    known = {}

    def run(name):
        if name not in known:
            ground.begin(name)
            ground.run(name)
            known[name] = (ground.shown(), ground.calls)
        return known[name]

    return run
