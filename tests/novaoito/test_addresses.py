"""An address that is kept has a host, wherever one is taken."""

import pytest

RESTS = ("", "/", "/x", ":80/x", "?x", "#x", "@/x", "u@", "u:s@:80/x", "[]/", " /x")
WITHOUT_HOST = [f"{scheme}://{rest}" for scheme in ("http", "https") for rest in RESTS]
GOOD = ["http://a", "http://a.example/x?y#z", "https://u:s@a.example:8443/", "http://[::1]:8/x", "http://127.0.0.1:9?x"]


@pytest.fixture
def take(shop, app):
    """Sends an address to each operation that takes one; gives the status and the fields that were refused."""
    product = shop.new("A")
    calls = {
        "webhooks": lambda url: app.post("/webhooks", json={"event": "order.paid", "url": url}),
        "receivers": lambda url: app.put("/apps/tiny-erp/receivers", json={"receivers": {"stock": url}}),
        "images": lambda url: shop.admin.put(f"/products/{product}/images", json={"images": [{"url": url}]}),
    }

    def send(where, url):
        answer = calls[where](url)
        return answer.status_code, list(answer.json().get("errors", {}))

    return send


@pytest.mark.parametrize("url", WITHOUT_HOST)
@pytest.mark.parametrize(
    ("where", "field"), [("webhooks", "url"), ("receivers", "receivers.stock"), ("images", "images.0.url")]
)
def test_an_address_without_host_is_refused(take, where, field, url):
    assert take(where, url) == (422, [field])


@pytest.mark.parametrize("url", GOOD)
@pytest.mark.parametrize("where", ["webhooks", "receivers", "images"])
def test_an_address_with_a_host_is_taken(take, where, url):
    status, refused = take(where, url)

    assert (status in (200, 201), refused) == (True, [])
