"""Laws that hold for whatever is done in whatever order."""

import functools

from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.simulators.novaoito.rules.fulfilment import FINAL, RANKS

LAW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
PRODUCT = st.fixed_dictionaries(
    {"situacao": st.sampled_from(["Ativo", "Inativo"])},
    optional={"visibilidade": st.sampled_from(["Catálogo e busca", "Disponível apenas na busca"])},
)
FILTER = st.fixed_dictionaries(
    {"per_page": st.integers(1, 7)},
    optional={
        "filter[status]": st.sampled_from(["active", "inactive"]),
        "filter[visibility]": st.sampled_from(["search", "catalog_search", "catalog"]),
        "filter[erp_status][tiny]": st.sampled_from(["pending", "linked", "not_eligible", "error"]),
        "sort": st.sampled_from(["id", "-id", "name", "-name", "-updated_at"]),
        "updated_at_min": st.sampled_from(["2026-11-03T09:00:03-03:00"]),
    },
)
IMAGES = [{"url": "https://a.example/1"}, {"url": "https://a.invalid/1"}]
FIELDS = st.fixed_dictionaries(
    {"name": st.sampled_from(["Caneca", "Prato"]), "sku": st.just("A")},
    optional={
        "price": st.none() | st.floats(0, 1000).map(lambda price: round(price, 2)),
        "stock_quantity": st.integers(-5, 5),
        "images": st.lists(st.sampled_from(IMAGES), max_size=2),
        "brand": st.sampled_from([None, "Ágata"]),
        "availability": st.just({"type": "made_to_order"}),
    },
)
ACTS = st.lists(
    st.tuples(st.sampled_from(["link", "unlink", "activate", "deactivate", "delete", "create"]), st.integers(0, 2)),
    min_size=3,
    max_size=20,
)


@functools.cache
def matches(name, value):
    """Whether a product, as shown, passes one filter; what is no filter lets everything pass."""
    keys = {"filter[status]": ("status",), "filter[visibility]": ("visibility",)}
    if name == "filter[erp_status][tiny]":
        return lambda row: row["erp"]["tiny"]["status"] == value
    if name == "updated_at_min":
        return lambda row: row["updated_at"] >= value
    return lambda row: all(row[key] == value for key in keys.get(name, ()))


def test_pages_part_the_set_under_every_filter(shop, app):
    for number in range(17):
        shop.new(
            f"P-{number:02}",
            situacao="Ativo" if number % 3 else "Inativo",
            visibilidade="Disponível apenas na busca" if number % 2 else "Catálogo e busca",
        )
        shop.world.advance_by(number % 2)
    for product in (1002, 1005):
        app.put(f"/erp/links/tiny/{product}", json={"external_id": str(product)})
    everything = app.get("/products?per_page=100").json()["data"]

    @LAW
    @given(FILTER)
    def law(query):
        found, page = [], app.get("/products", params=query).json()
        last = page["meta"]["last_page"]
        for number in range(1, last + 1):
            page = app.get("/products", params={**query, "page": number}).json()
            assert page["meta"]["total"] == app.get("/products", params=query).json()["meta"]["total"]
            found += page["data"]
        wanted = [row for row in everything if all(matches(name, value)(row) for name, value in query.items())]
        assert sorted(row["id"] for row in found) == [row["id"] for row in wanted]
        assert (page["meta"]["total"], page["links"]["next"]) == (len(wanted), None)

    law()


def test_the_same_put_twice_changes_nothing(shop, app):
    product = shop.new("A")
    app.post("/webhooks", json={"event": "product.updated", "url": "http://conector.test/hooks"})
    app.post("/webhooks", json={"event": "stock.updated", "url": "http://conector.test/hooks"})

    @LAW
    @given(FIELDS)
    def law(fields):
        first = app.put(f"/products/{product}", json=fields).json()
        told = len(shop.receiver.events)
        shop.world.advance_by(1)

        assert app.put(f"/products/{product}", json=fields).json() == first
        assert len(shop.receiver.events) == told

    law()


def test_the_status_of_an_order_never_goes_back(shop, app):
    shop.new("A", preco=10, estoque=1000)

    @LAW
    @given(st.lists(st.sampled_from(sorted(RANKS)), max_size=8))
    def law(wishes):
        order = shop.act("finalizar_compra", itens=["A"])["id"]
        status, was_paid = "pending_payment", False
        for wish in wishes:
            answer = app.post(f"/orders/{order}/status", json={"status": wish})
            now = app.get(f"/orders/{order}").json()
            assert now["status"] == (wish if answer.is_success else status)
            assert RANKS[now["status"]] >= RANKS[status]
            assert status not in FINAL or now["status"] == status
            was_paid = was_paid or RANKS["paid"] <= RANKS[now["status"]] <= RANKS["delivered"]
            assert (now["payment"]["paid_at"] is not None) is was_paid
            status = now["status"]

    law()


def test_the_pending_list_agrees_with_a_model_of_it(shop, app):
    first = {sku: {"id": shop.new(sku), "active": True, "linked": False} for sku in "ABC"}
    shop.world.snapshot("cheia")

    @LAW
    @given(ACTS)
    def law(acts):
        shop.world.restore("cheia")
        known = {sku: dict(row) for sku, row in first.items()}
        for act, place in acts:
            perform(shop, app, act, "ABC"[place], known)

        assert shop.pending() == [sku for sku, row in by_id(known) if state(row) == "pending"]
        for wanted in ("pending", "linked", "not_eligible"):
            rows = app.get(f"/erp/products?status={wanted}").json()["data"]
            assert [row["sku"] for row in rows] == [sku for sku, row in by_id(known) if state(row) == wanted]
        for row in known.values():
            assert app.get(f"/erp/links/tiny/{row['id']}").is_success is row["linked"]

    law()


def by_id(known):
    return sorted(known.items(), key=lambda pair: pair[1]["id"])


def state(row):
    if row["linked"]:
        return "linked"
    return "pending" if row["active"] else "not_eligible"


def perform(shop, app, act, sku, known):
    if (act == "create") is (sku in known):
        return
    if act == "create":
        known[sku] = {"id": shop.new(sku), "active": True, "linked": False}
        return
    product = known[sku]
    path = f"/erp/links/tiny/{product['id']}"
    match act:
        case "link":
            assert app.put(path, json={"external_id": f"erp-{sku}"}).status_code == 200
            product["linked"] = True
        case "unlink":
            assert app.delete(path).status_code == (204 if product["linked"] else 404)
            product["linked"] = False
        case "activate" | "deactivate":
            shop.act("ativar_produto" if act == "activate" else "desativar_produto", sku=sku)
            product["active"] = act == "activate"
        case "delete":
            assert app.delete(f"/products/{product['id']}").status_code == 204
            del known[sku]
