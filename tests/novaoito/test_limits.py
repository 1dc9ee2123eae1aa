import pytest


@pytest.mark.fact("novaoito", 4)
def test_the_eleventh_request_at_once_is_refused(shop, app, refused):
    shop.world.limits.mode = "enforce"
    statuses = [app.get("/apps").status_code for _ in range(10)]

    answer = app.get("/apps")

    assert statuses == [200] * 10
    refused(answer, 429, "rate_limited")
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.fact("novaoito", 4)
def test_more_than_sixty_in_a_minute_are_refused(shop, app):
    shop.world.limits.mode = "enforce"
    statuses = []
    for _ in range(60):
        statuses += [app.get("/apps").status_code for _ in range(2)]
        shop.world.advance_by(1)

    assert statuses.count(200) == 10 + 59
    assert statuses.count(429) == 51


def test_a_second_gives_one_request_back(shop, app, refused):
    shop.world.limits.mode = "enforce"
    for _ in range(11):
        app.get("/apps")
    shop.world.advance_by(1)

    assert app.get("/apps").status_code == 200
    refused(app.get("/apps"), 429, "rate_limited")


def test_each_token_has_a_bucket_of_its_own(shop, app):
    shop.world.limits.mode = "enforce"
    for _ in range(11):
        app.get("/apps")

    assert shop.admin.get("/apps").status_code == 200


def test_observing_answers_and_reports(shop, app):
    answers = [app.get("/apps").status_code for _ in range(11)]

    assert answers == [200] * 11
    assert [len(found.findings) for found in shop.world.journal.find(operation="apps.list")] == [0] * 10 + [1]


@pytest.mark.fact("novaoito", 4)
def test_a_suspended_store_answers_nothing(shop, app, refused):
    shop.act("suspender_loja")

    refused(app.get("/products"), 423, "store_suspended")
    refused(shop.admin.get("/products"), 423, "store_suspended")
    shop.act("reativar_loja")
    assert app.get("/products").status_code == 200


def test_the_order_of_checks(shop, refused):
    app = shop.app("products:read")
    shop.world.limits.mode = "enforce"
    shop.act("desativar")
    shop.act("suspender_loja")
    elsewhere = {"X-Store-Id": "outra"}

    refused(app.post("/erp/jobs", headers=elsewhere), 404, "not_found")
    refused(app.post("/erp/jobs"), 423, "store_suspended")
    shop.act("reativar_loja")
    refused(app.post("/erp/jobs"), 403, "app_disabled")
    shop.act("ativar")
    for _ in range(10):
        refused(app.post("/erp/jobs"), 403, "insufficient_scope")
    refused(app.post("/erp/jobs"), 429, "rate_limited")
