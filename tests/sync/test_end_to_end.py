"""End to end on the simulators: the one file here that knows them."""

import itertools
from datetime import datetime

import httpx
import pytest

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL, build
from homologa.sync.embedded import create

CONNECTOR = "https://conector.example"
STORE = "Novaoito e-commerce"
OPERATIONS = {"send": "Enviar produtos da loja para o ERP", "map": "Mapear produtos da loja com o ERP"}


class Crash(BaseException):
    """The process dies."""


class Wire(httpx.BaseTransport):
    """The connector's way to the platforms; `fault(number)` is asked before and after each call."""

    def __init__(self, inner):
        self._inner = inner
        self.numbers = itertools.count()
        self.fault = lambda number, moment: None

    def handle_request(self, request):
        number = next(self.numbers)
        self.fault(number, "before")
        answer = self._inner.handle_request(request)
        self.fault(number, "after")
        return answer


class Scene:
    """A world with both platforms set up, and the connector on it."""

    def __init__(self, limits):
        site = build()
        self.wire = Wire(site.transport)
        self._site, self._connector = site, create(self.wire, CONNECTOR)
        site.mount("conector.example", self._connector)
        self.http = httpx.Client(base_url=CONNECTOR, transport=site.transport)
        self.world = Control(CONTROL_URL, site.transport).create_world(limits=limits)
        self._set_up()

    def _set_up(self):
        world = self.world
        world.act("novaoito", "instalar")
        number = world.act("tiny", "incluir_integracao", plataforma=STORE, nome="Loja")["identificador"]
        tiny = world.view("tiny", "credenciais")
        world.act("novaoito", "configurar", cnpj=tiny["cnpj"], identificador=number, token=tiny["token"])
        store = world.view("novaoito", "credenciais")
        access = {name: tiny[name] for name in ("token", "developer_id", "cnpj")}
        credentials = {
            "tiny": {**access, "id_ecommerce": number},
            "novaoito": {"app_token": store["app_token"], "store_id": store["store_id"]},
        }
        platforms = {
            name: {"url": world.data["platforms"][name]["url"], "credentials": credentials[name]}
            for name in credentials
        }
        self.document = {"integration": "novaoito", "platforms": platforms, "settings": {}}
        receivers = self.hand_over()["receivers"]
        self.go_to(world.now())
        world.act("tiny", "salvar_integracao", identificador=number, url_produtos=receivers["product"])

    def close(self):
        self._connector.close()
        self._site.worlds.close()

    def hand_over(self):
        return self.http.put("/setup", json=self.document).raise_for_status().json()

    def go_to(self, moment):
        self.http.put("/clock", json={"now": moment.isoformat()}).raise_for_status()
        self.world.advance(to=moment)

    def settle(self):
        for _ in range(400):
            state = self.http.get("/state").json()
            if state["state"] == "idle":
                return
            self.go_to(max(self.world.now(), datetime.fromisoformat(state["waiting_until"])))
        raise AssertionError("o conector não chega ao fim")

    def integrate(self, operation):
        self.world.act("novaoito", "integrar_produtos_pendentes", sistema="Tiny", operacao=OPERATIONS[operation])

    def job(self):
        return self.world.view("novaoito", "integracao")

    def results(self):
        return {row["sku"]: (row["resultado"], row["codigo"]) for row in self.world.view("novaoito", "resultados")}

    def in_erp(self):
        return sorted(row["codigo"] for row in self.world.view("tiny", "lista_de_produtos"))

    def check(self):
        """Every link leads to the product of the same SKU, mapped back; no simulator broke its contract."""
        erp = {str(row["id"]): row for row in self.world.view("tiny", "lista_de_produtos")}
        for row in self.world.view("novaoito", "produtos"):
            if row["integracao"] == "Integrado":
                linked = erp[row["id_tiny"]]
                assert linked["codigo"] == row["sku"]
                assert [mapping["sku"] for mapping in linked["mapeamentos"]] == [row["sku"]]
        assert self.world.breaches() == []
        assert [row["findings"] for row in self.world.journal(limit=500) if _refutes(row)] == []


def _refutes(row):
    return any("limite" not in finding for finding in row["findings"])


@pytest.fixture
def scene():
    scenes = []

    def build_scene(limits="observe"):
        scenes.append(Scene(limits))
        return scenes[-1]

    yield build_scene
    for made in scenes:
        made.check()
        made.close()


def sells(scene, *skus):
    for sku in skus:
        scene.world.act("novaoito", "novo_produto", sku=sku, nome=f"Produto {sku}", preco=10, estoque=2)


def test_map_then_send_leave_one_product_per_sku(scene):
    scene = scene()
    sells(scene, "A", "AB-1")
    scene.world.act("tiny", "incluir_produto", nome="A", codigo="A", preco=5, descricao="fica", altura=3)
    scene.world.act("tiny", "incluir_produto", nome="AB", codigo="AB-10", preco=5)
    before = scene.world.view("tiny", "lista_de_produtos", codigo="A")[0]["registro"]
    scene.integrate("map")
    scene.settle()
    assert scene.results() == {"A": ("Vinculado", "linked_existing"), "AB-1": ("Ignorado", "not_found_in_erp")}
    assert scene.world.view("tiny", "lista_de_produtos", codigo="A")[0]["registro"] == before
    scene.integrate("send")
    scene.settle()
    assert scene.results() == {"AB-1": ("Criado", None)}
    assert scene.in_erp() == ["A", "AB-1", "AB-10"]


@pytest.mark.parametrize("refuses_duplicates", [False, True])
def test_a_large_job_under_limits_waits_and_ends_complete(scene, refuses_duplicates):
    scene = scene("enforce")
    scene.world.act("tiny", "recusar_codigo_repetido", recusar=refuses_duplicates)
    sells(scene, *[f"P-{number}" for number in range(70)])
    scene.integrate("send")
    scene.settle()
    assert (scene.job()["situacao"], scene.job()["criados"]) == ("Concluída", 70)
    assert len(scene.in_erp()) == 70


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(0, 24, 3))
def test_a_crash_and_a_restart_double_nothing(scene, moment, number):
    scene = scene()
    sells(scene, "A", "B", "C")
    scene.world.act("tiny", "incluir_produto", nome="B", codigo="B", preco=5)
    scene.integrate("send")
    first = next(scene.wire.numbers) + 1

    def die(call, when):
        if (call, when) == (first + number, moment):
            raise Crash

    scene.wire.fault = die
    try:
        scene.settle()
    except Crash:
        scene.http.post("/restart").raise_for_status()
        scene.settle()
    assert scene.results() == {
        "A": ("Criado", None), "B": ("Vinculado", "linked_existing"), "C": ("Criado", None),
    }  # fmt: skip
    assert scene.in_erp() == ["A", "B", "C"]


def test_from_tiny_to_the_store_new_known_and_sent_again(scene):
    scene = scene()
    sells(scene, "A")
    for sku in ("A", "N"):
        scene.world.act("tiny", "incluir_produto", nome=sku, codigo=sku, preco=5, categoria="Casa >> Copos")
    for _ in range(2):
        scene.world.act("tiny", "enviar_para_o_ecommerce", plataforma=STORE, produtos=["A", "N"])
        scene.settle()
        sent = {row["codigo"]: row["situacao"] for row in scene.world.view("tiny", "resultado_do_envio")}
        assert sent == {"A": "mapeado", "N": "mapeado"}
    shown = {row["sku"]: row["visibilidade"] for row in scene.world.view("novaoito", "produtos")}
    assert shown == {"A": "Catálogo e busca", "N": "Disponível apenas nos catálogos"}


def test_a_new_token_ends_the_job_and_the_next_one_completes_it(scene):
    scene = scene()
    sells(scene, "A")
    scene.world.act("tiny", "gerar_novo_token")
    scene.integrate("send")
    scene.settle()
    assert (scene.job()["situacao"], scene.job()["codigo"]) == ("Falhou", "access_refused")
    assert [row["sku"] for row in scene.world.view("novaoito", "pendentes")] == ["A"]


def test_a_repeated_set_up_leaves_one_subscription_per_event(scene):
    scene = scene()
    scene.hand_over()
    assert len(scene.world.view("novaoito", "webhooks")) == 3
    sells(scene, "A")
    scene.integrate("send")
    scene.settle()
    assert scene.results() == {"A": ("Criado", None)}


def test_an_installation_anew_takes_its_links_up_again(scene):
    scene = scene()
    scene.world.act("tiny", "incluir_produto", nome="N", codigo="N", preco=5)
    scene.world.act("tiny", "enviar_para_o_ecommerce", plataforma=STORE, produtos=["N"])
    scene.world.act("novaoito", "desinstalar")
    scene.world.act("novaoito", "instalar")
    store = scene.document["platforms"]["novaoito"]
    store["credentials"]["app_token"] = scene.world.view("novaoito", "credenciais")["app_token"]
    answer = scene.http.patch("/setup", json={"platforms": {"novaoito": store}}).raise_for_status().json()
    number = scene.document["platforms"]["tiny"]["credentials"]["id_ecommerce"]
    scene.world.act("tiny", "salvar_integracao", identificador=number, url_produtos=answer["receivers"]["product"])
    scene.world.act("tiny", "enviar_para_o_ecommerce", plataforma=STORE, produtos=["N"])
    scene.settle()
    assert [row["vinculo_ativo"] for row in scene.world.view("novaoito", "produtos")] == [True]


def test_a_job_that_was_queued_before_a_set_up_is_done_after_it(scene):
    scene = scene()
    sells(scene, "A")
    scene.integrate("send")
    scene.hand_over()
    scene.settle()
    assert scene.results() == {"A": ("Criado", None)}


def test_the_button_of_the_store_is_answered(scene):
    scene = scene()
    scene.world.act("novaoito", "testar")
    scene.settle()
    assert scene.http.get("/log").json()["entries"][-1]["message"].endswith("Conexão com o Tiny estabelecida.")
