"""The seed packs of the platforms, as people and clients see what they bring."""

import json
import re
from importlib.resources import files
from itertools import permutations

import httpx
import pytest

from homologa.simulators.kernel import export
from homologa.simulators.site import build

NAMES = ["vazia", "demonstracao", "volume-1000"]


@pytest.fixture(scope="module")
def packed():
    """One world of each pack."""
    site = build()
    worlds = {name: site.worlds.create(id=name, pack=name, seed=3) for name in NAMES}
    yield site, worlds
    site.worlds.close()


@pytest.fixture
def company(packed):
    return packed[1]["demonstracao"]


@pytest.fixture
def erp(company):
    return {product["codigo"]: product for product in company.view("tiny", "lista_de_produtos", {})}


@pytest.fixture
def shop(company):
    return {product["sku"]: product for product in company.view("novaoito", "produtos", {})}


def documents(world, platform, collection):
    with world.work(platform, write=False) as work:
        kept = next(one for one in world.platforms[platform].rooms.collections if one.name == collection)
        return work.documents(kept).find()


def is_ean(text):
    digits = [int(digit) for digit in text]
    return len(digits) == 13 and sum(digits[::2] + [3 * digit for digit in digits[1::2]]) % 10 == 0


def test_the_packs_are_listed(control):
    listed = control.packs()

    assert list(listed) == NAMES
    assert {name: set(platforms) for name, platforms in listed.items()} == {
        name: {"tiny", "novaoito"} for name in NAMES
    }
    assert "40 produtos" in listed["demonstracao"]["tiny"]


def enumerations(described):
    parts = described.values() if isinstance(described, dict) else described if isinstance(described, list) else ()
    own = described.get("enum", []) if isinstance(described, dict) else []
    return own + [value for part in parts for value in enumerations(part)]


def test_the_contract_lists_no_pack_and_no_platform_since_others_can_be_installed(control):
    described = json.loads(files("homologa.simulators").joinpath("_openapi", "control.json").read_text("utf-8"))

    assert "observe" in enumerations(described)
    assert {"tiny", "novaoito", *control.packs()}.isdisjoint(filter(None, enumerations(described)))


def test_a_world_is_made_of_a_pack_and_says_so(control):
    world = control.create_world(pack="demonstracao")

    assert world.data["pack"] == "demonstracao"
    assert len(world.view("tiny", "lista_de_produtos")) > 40
    world.act("tiny", "incluir_produto", nome="Outro")
    world.reset()
    assert len(world.view("novaoito", "produtos")) == 38


def test_the_platform_that_is_used_first_changes_nothing_of_a_pack(packed):
    site, _ = packed
    texts = set()

    for order in permutations(("tiny", "novaoito")):
        world = site.worlds.create(pack="demonstracao", seed=3)
        for platform in order:
            world.view(platform, "credenciais", {})
            world.advance_by(5)
        texts.add(export.text(world))

    assert len(texts) == 1


def test_a_pack_follows_from_the_seed_alone(packed, company):
    site, _ = packed
    again, other = (site.worlds.create(pack="demonstracao", seed=seed) for seed in (3, 4))

    assert export.text(again) == export.text(company)
    assert export.text(other) != export.text(again)


@pytest.mark.parametrize("pack", NAMES)
def test_a_pack_leaves_nothing_to_deliver(packed, pack):
    assert packed[1][pack].outbox.find() == []


def test_a_believable_company(company, erp):
    records = documents(company, "tiny", "produto")
    sold = [record for record in records if record["tipo_variacao"] != "V" and record["classe_produto"] != "K"]

    assert [deposit["nome"] for deposit in documents(company, "tiny", "deposito")] == ["Geral", "Loja física"]
    assert len(documents(company, "tiny", "lista_de_precos")) == 2
    assert len(documents(company, "tiny", "tag")) == 2
    assert len(sold) == 40
    assert all(record["marca"] and float(record["peso_bruto"]) > float(record["peso_liquido"]) > 0 for record in sold)
    assert all(re.fullmatch(r"\d{4}\.\d{2}\.\d{2}", record["ncm"]) for record in sold)
    assert {bool(record["gtin"]) for record in sold} == {True, False}
    assert all(is_ean(record["gtin"]) for record in sold if record["gtin"])
    assert {record["situacao"] for record in sold} == {"A", "I"}
    assert any(0 < record["preco_promocional"] < record["preco"] for record in sold)
    assert {record["tipo_variacao"] for record in records} == {"N", "P", "V"}
    assert len({category["id_pai"] for category in documents(company, "tiny", "categoria")}) > 3
    assert len(documents(company, "tiny", "integracao")) == 1
    assert erp["KIT-CAFE"]["registro"]["classe_produto"] == "K"


def test_codes_and_eans_are_of_one_product_each(company):
    records = documents(company, "tiny", "produto")
    parents = [record["gtin"] for record in records if record["gtin"] and record["tipo_variacao"] != "V"]

    assert len({record["codigo"] for record in records}) == len(records)
    assert len(set(parents)) == len(parents)


def test_a_store_that_shares_a_part_of_the_catalogue(company, erp, shop):
    shared, own = erp.keys() & shop.keys(), shop.keys() - erp.keys()
    records = {record["sku"]: record for record in documents(company, "novaoito", "products")}

    assert (len(shared), len(own)) == (30, 8)
    assert erp.keys() - shop.keys()
    assert {record["visibility"] for record in records.values()} == {"catalog_search", "search", "not_visible"}
    assert {record["status"] for record in records.values()} == {"active", "inactive"}
    assert any(record["variants"] for record in records.values())
    told = [(records[sku], erp[sku]["registro"]) for sku in shared]
    assert {ours["name"] == theirs["nome"] for ours, theirs in told} == {True, False}
    assert {ours["price"] == theirs["preco"] for ours, theirs in told} == {True, False}
    assert all(ours["gtin"] == theirs["gtin"] for ours, theirs in told if theirs["gtin"])


def test_variants_match_by_sku(company):
    ours = {variant["sku"] for record in documents(company, "novaoito", "products") for variant in record["variants"]}
    theirs = {record["codigo"] for record in documents(company, "tiny", "produto") if record["tipo_variacao"] == "V"}

    assert len(ours & theirs) > 10


def test_clients_read_all_of_it_as_the_contract_says(packed, company):
    site, _ = packed
    token = company.view("tiny", "credenciais", {})["token"]
    shop = company.view("novaoito", "credenciais", {})
    admin = {"Authorization": f"Bearer {shop['admin_token']}"}
    with httpx.Client(transport=site.transport) as http:
        for record in documents(company, "tiny", "produto"):
            asked = {"token": token, "formato": "json", "id": record["id"]}
            answer = http.post("https://api.tiny.com.br/api2/produto.obter.php", data=asked).json()["retorno"]
            assert answer["status"] == "OK"
        store = f"https://{shop['host']}/api/v1"
        token = http.post(f"{store}/apps/tiny-erp/install", headers=admin).json()["access_token"]
        for record in documents(company, "novaoito", "products"):
            answer = http.get(f"{store}/products/{record['id']}", headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 200

    assert company.journal.breaches() == []


def test_a_thousand_products_on_each_side(packed):
    world = packed[1]["volume-1000"]

    codes = {record["codigo"] for record in documents(world, "tiny", "produto") if record["tipo_variacao"] != "V"}
    assert len(codes) == 1000
    assert codes == {record["sku"] for record in documents(world, "novaoito", "products")}
