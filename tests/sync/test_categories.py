"""The category of a product that Tiny brings: found by its path, created level by level, or left out in words."""

import threading

import pytest

A_MOMENT = 0.5
"""Enough for another thread to come as far as it can."""
PATH = "Casa >> Cozinha >> Copos"
UNFIT = "c" * 121
"""A name that is longer than the store's categories may have."""


def add(shop, path):
    *parents, name = path.split(" >> ")
    parent = next((row["id"] for row in shop.categories() if row["path"] == " >> ".join(parents)), None)
    shop.store("POST", "/categories", json={"name": name, "parent_id": parent})


def paths(shop):
    return sorted(row["path"] for row in shop.categories())


def category_of(shop, sku="T-1"):
    """The path of the category of a product, None without one."""
    (product,) = shop.world.view("novaoito", "produtos", sku=sku)
    assert len(product["registro"]["category_ids"]) <= 1
    return product["categoria"]


@pytest.mark.fact("novaoito", 45)
@pytest.mark.parametrize("there", [[], ["Casa"], ["Casa", "Casa >> Cozinha"], ["Copos", "Cozinha", "Cozinha >> Copos"]])
def test_what_is_missing_of_a_path_is_created_level_by_level(bench, shop, dados, there):
    for path in there:
        add(shop, path)
    answer = bench.notify(dados("T-1", descricaoArvoreCategoria=PATH))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "T-1"}]
    assert category_of(shop) == PATH
    assert paths(shop) == sorted({"Casa", "Casa >> Cozinha", PATH, *there})
    assert bench.messages("warning") == []


@pytest.mark.fact("novaoito", 45)
def test_a_second_product_of_the_category_creates_none_in_a_store_of_many_pages(bench, shop, dados):
    for number in range(101):
        shop.store("POST", "/categories", json={"name": f"C-{number}"})
    bench.notify(dados("T-1", descricaoArvoreCategoria=PATH))
    bench.notify(dados("T-2", id="902", idMapeamento="55002", descricaoArvoreCategoria=PATH))
    assert (len(paths(shop)), category_of(shop, "T-2")) == (104, PATH)


@pytest.mark.fact("novaoito", 45)
@pytest.mark.parametrize("there", [False, True])
def test_a_merchant_who_wants_no_new_categories_gets_none_and_is_told(bench, shop, dados, there):
    bench.change(create_categories=False)
    if there:
        add(shop, "Casa")
    bench.notify(dados("T-1", descricaoArvoreCategoria="Casa" if there else "Casa >> Copos"))
    assert category_of(shop) == ("Casa" if there else None)
    assert len(paths(shop)) == there
    assert ["“Casa" in text for text in bench.messages("warning")] == ([] if there else [True])


@pytest.mark.fact("novaoito", 45)
def test_a_category_that_the_store_refuses_leaves_the_product_without_and_is_told(bench, shop, dados):
    shop.refused.add("categories.create")
    answer = bench.notify(dados("T-1", descricaoArvoreCategoria=f"Casa >> {UNFIT}"))
    assert "error" not in answer.json[0]
    assert category_of(shop) is None
    assert [f"recusou “Casa >> {UNFIT}”" in text for text in bench.messages("warning")] == [True]


@pytest.mark.fact("novaoito", 45)
def test_a_creation_whose_answer_is_lost_is_not_made_twice(bench, shop, dados):
    shop.wire.lose("POST /api/v1/categories")
    assert bench.notify(dados("T-1", descricaoArvoreCategoria=PATH)).status_code == 503
    assert bench.notify(dados("T-1", descricaoArvoreCategoria=PATH)).status_code == 200
    assert (len(paths(shop)), category_of(shop)) == (3, PATH)


@pytest.mark.fact("novaoito", 45)
def test_two_products_at_one_moment_make_one_category(bench, shop, dados):
    first = threading.Thread(target=bench.notify, args=(dados("T-1", descricaoArvoreCategoria="Casa"),))
    second = threading.Thread(
        target=bench.notify, args=(dados("T-2", id="902", idMapeamento="55002", descricaoArvoreCategoria="Casa"),)
    )
    shop.wire.meanwhile("POST /api/v1/categories", lambda: (second.start(), second.join(A_MOMENT)))

    first.start()
    first.join()
    second.join()

    assert (paths(shop), category_of(shop, "T-1"), category_of(shop, "T-2")) == (["Casa"], "Casa", "Casa")
