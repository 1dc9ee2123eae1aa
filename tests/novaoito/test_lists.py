import pytest


@pytest.fixture
def many(shop, app):
    for number in range(61):
        shop.new(f"SKU-{number:02}", situacao="Ativo" if number % 2 else "Inativo")
    return app


def walk(client, path):
    pages = []
    while path:
        page = client.get(path).json()
        pages.append(page)
        path = page["links"]["next"]
    return pages


@pytest.mark.fact("novaoito", 3)
def test_pages_part_the_whole(many):
    pages = walk(many, "/products")

    assert [page["meta"]["page"] for page in pages] == [1, 2, 3]
    assert pages[0]["meta"] == {"page": 1, "per_page": 25, "total": 61, "last_page": 3}
    skus = [product["sku"] for page in pages for product in page["data"]]
    assert skus == [f"SKU-{number:02}" for number in range(61)]


@pytest.mark.fact("novaoito", 3)
def test_links_keep_filters_and_lead_back(many):
    first, second = walk(many, "/products?per_page=20&filter[status]=active&sort=-sku")

    assert first["links"]["prev"] is None
    assert many.get(second["links"]["prev"]).json()["data"] == first["data"]
    assert {product["status"] for product in first["data"] + second["data"]} == {"active"}


def test_a_page_after_the_last_is_empty(many):
    page = many.get("/products", params={"page": 9}).json()

    assert page["data"] == []
    assert many.get(page["links"]["prev"]).json()["meta"]["page"] == 3


@pytest.mark.fact("novaoito", 3)
@pytest.mark.parametrize("query", ["per_page=0", "per_page=101", "page=0", "page=x", "sort=price", "filter[status]=on"])
def test_values_out_of_bounds_are_refused(app, refused, query):
    name = query.partition("=")[0]

    assert set(refused(app.get(f"/products?{query}"), 422, "validation_failed")["errors"]) == {name}


@pytest.mark.fact("novaoito", 3)
def test_filters_are_joined_by_and(shop, app):
    shop.new("A", visibilidade="Disponível apenas na busca")
    shop.new("B", visibilidade="Disponível apenas na busca", situacao="Inativo")
    shop.new("C")

    def skus(**filters):
        return [product["sku"] for product in app.get("/products", params=filters).json()["data"]]

    assert skus(**{"filter[visibility]": "search"}) == ["A", "B"]
    assert skus(**{"filter[visibility]": "search", "filter[status]": "active"}) == ["A"]
    assert skus(**{"filter[sku]": "C"}) == ["C"]
    assert skus(**{"filter[sku]": "c"}) == []
    assert skus(**{"filter[erp_status][tiny]": "not_eligible"}) == ["B"]


@pytest.mark.fact("novaoito", 3)
def test_changes_are_found_by_their_moment(shop, app):
    early = app.get(f"/products/{shop.new('A')}").json()["updated_at"]
    shop.world.advance_by(60)
    late = app.get(f"/products/{shop.new('B')}").json()["updated_at"]

    def skus(**bounds):
        return [product["sku"] for product in app.get("/products", params=bounds).json()["data"]]

    assert skus(updated_at_min=late) == ["B"]
    assert skus(updated_at_max=early) == ["A"]
    assert skus(updated_at_min=early, updated_at_max=late) == ["A", "B"]
    assert skus(updated_at_min="2026-11-03T12:00:30Z") == ["B"]
    assert skus(sort="-updated_at") == ["B", "A"]


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-03T09:00:00"])
def test_a_moment_needs_its_offset(app, refused, moment):
    refused(app.get("/products", params={"updated_at_min": moment}), 422, "validation_failed")


def test_categories_are_filtered_and_sorted(shop, app):
    shop.new("A", categoria="Roupas > Infantil")
    shop.new("B", categoria="Casa")
    roupas, infantil, casa = app.get("/categories").json()["data"]

    assert app.get(f"/categories?filter[parent_id]={roupas['id']}").json()["data"] == [infantil]
    assert app.get("/categories?filter[name]=Casa").json()["data"] == [casa]
    assert app.get("/categories?sort=-name").json()["data"] == [roupas, infantil, casa]


def test_the_list_of_the_integration_is_sorted(shop, app):
    for sku in "BCA":
        shop.new(sku)

    rows = app.get("/erp/products?sort=-sku&per_page=2").json()["data"]

    assert [row["sku"] for row in rows] == ["C", "B"]
