import pytest


@pytest.mark.fact("novaoito", 2)
def test_errors_of_validation_are_told_by_field(app, refused):
    answer = app.post("/products", json={"sku": " ", "price": -1, "variants": [{"sku": "V"}], "color": "red"})

    problem = refused(answer, 422, "validation_failed")

    assert set(problem["errors"]) == {"sku", "name", "price", "variants.0.options", "color"}
    assert problem["errors"]["name"] == ["é obrigatório"]


@pytest.mark.fact("novaoito", 2)
def test_every_problem_has_a_trace_of_its_own(app):
    traces = {app.get("/products/1").json()["trace_id"] for _ in range(3)}

    assert len(traces) == 3


@pytest.mark.parametrize("body", [b"", b"{", b'{"sku": NaN}', b'{"sku": "\\ud800"}', b"\xff", b"[" * 100_000])
def test_what_is_not_json_is_malformed(app, refused, body):
    answer = app.post("/products", content=body, headers={"Content-Type": "application/json"})

    refused(answer, 400, "malformed_json")


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_media_type_is_not_supported(app, refused, media):
    answer = app.post("/products", content=b"{}", headers={"Content-Type": media})

    refused(answer, 415, "unsupported_media_type")


def test_json_that_is_no_object_is_invalid(app, refused):
    assert refused(app.post("/products", json=[]), 422, "validation_failed")["errors"] == {"body": ["deve ser objeto"]}


@pytest.mark.parametrize("path", ["/nothing", "/products/abc", "/products/99999999999999999999", "/erp/links/sap/1"])
def test_what_is_not_there_is_not_found(app, refused, path):
    refused(app.get(path), 404, "not_found")


def test_a_wrong_method_tells_the_right_ones(app, refused):
    answer = app.delete("/products")

    refused(answer, 405, "method_not_allowed")
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_answers_carry_the_time_of_the_world(shop, app):
    shop.world.advance_by(3600)

    assert app.get("/products").headers["Date"].startswith("Tue, 03 Nov 2026 13:00")


def test_a_body_that_is_not_utf_8_is_malformed_and_the_journal_says_why(shop, app, refused):
    body = '{"name": "São"}'.encode("latin-1")

    refused(app.post("/products", content=body, headers={"Content-Type": "application/json"}), 400, "malformed_json")

    (found,) = shop.world.journal.find(operation="products.create")
    assert "o corpo não está em UTF-8: byte 0xE3 na posição 12 (em ISO-8859-1 seria “ã”)" in str(found.findings)
    assert "codec" not in found.hint
