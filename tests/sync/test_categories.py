"""The category of a product that Tiny brings: found by its path, created level by level, or left out in words."""

import httpx
import pytest

PATH = "Casa >> Cozinha >> Copos"


def names(stub):
    return sorted(row["path"] for row in stub.categories.values())


def category_of(stub, sku="T-1"):
    product = next(row for row in stub.products.values() if row["sku"] == sku)
    return [stub.categories[key]["path"] for key in product["category_ids"]]


def warnings(bench):
    return [row["message"] for row in bench.http.get("/log").json["entries"] if row["level"] == "warning"]


@pytest.mark.fact("novaoito", 45)
@pytest.mark.parametrize("there", [[], ["Casa"], ["Casa", "Casa >> Cozinha"], ["Copos", "Cozinha >> Copos"]])
def test_what_is_missing_of_a_path_is_created_level_by_level(bench, stub, dados, there):
    for path in there:
        *parents, name = path.split(" >> ")
        parent = next((row["id"] for row in stub.categories.values() if row["path"] == " >> ".join(parents)), None)
        stub.categories[len(stub.categories) + 1] = {
            "id": len(stub.categories) + 1, "name": name, "parent_id": parent, "path": path,
        }  # fmt: skip
    answer = bench.notify(dados("T-1", descricaoArvoreCategoria=PATH))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "T-1"}]
    assert category_of(stub) == [PATH]
    assert names(stub) == sorted({"Casa", "Casa >> Cozinha", PATH, *there})
    assert warnings(bench) == []


@pytest.mark.fact("novaoito", 45)
def test_a_second_product_of_the_category_creates_none(bench, stub, dados):
    stub.page_size = 2
    bench.notify(dados("T-1", descricaoArvoreCategoria=PATH))
    bench.notify(dados("T-2", id="902", idMapeamento="55002", descricaoArvoreCategoria=PATH))
    assert (len(stub.categories), category_of(stub, "T-2")) == (3, [PATH])


@pytest.mark.fact("novaoito", 45)
@pytest.mark.parametrize("there", [False, True])
def test_a_merchant_who_wants_no_new_categories_gets_none_and_is_told(bench, stub, dados, there):
    bench.http.patch("/setup", json={"settings": {"create_categories": False}})
    if there:
        stub.categories[1] = {"id": 1, "name": "Casa", "parent_id": None, "path": "Casa"}
    bench.notify(dados("T-1", descricaoArvoreCategoria="Casa" if there else "Casa >> Copos"))
    assert category_of(stub) == (["Casa"] if there else [])
    assert len(stub.categories) == there
    assert ["“Casa" in text for text in warnings(bench)] == ([] if there else [True])


@pytest.mark.fact("novaoito", 45)
def test_a_category_that_the_store_refuses_leaves_the_product_without_and_is_told(bench, stub, dados):
    answer = bench.notify(dados("T-1", descricaoArvoreCategoria="Casa >> recusada"))
    assert "error" not in answer.json[0]
    assert category_of(stub) == []
    assert ["recusou “Casa >> recusada”" in text for text in warnings(bench)] == [True]


@pytest.mark.fact("novaoito", 45)
def test_a_creation_whose_answer_is_lost_is_not_made_twice(bench, stub, dados):
    faults = iter([httpx.ReadTimeout("perdida")])

    def lose(request):
        if request.url.path.endswith("/categories") and request.method == "POST" and (fault := next(faults, None)):
            raise fault

    stub.after = lose
    assert bench.notify(dados("T-1", descricaoArvoreCategoria=PATH)).status_code == 503
    assert bench.notify(dados("T-1", descricaoArvoreCategoria=PATH)).status_code == 200
    assert (len(stub.categories), category_of(stub)) == (3, [PATH])
