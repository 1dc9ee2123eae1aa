"""What stands below the services: connections, methods, versions of HTTP."""

import pytest


@pytest.mark.parametrize("client", ["by_curl.py", "extension.php"])
def test_one_connection_carries_every_kind_of_answer(judge, shop, client):
    number = {"id": shop.ids["product"]}

    answers = judge(client)(
        ("form", "info.php"),
        ("chunked", "produto.obter.php", number),
        ("form", "nada.php"),
        ("multipart", "produto.obter.php", number),
        ("query", "produto.obter.php", {"id": "9"}),
        ("get", "produtos.pesquisa"),
    )

    assert len({answer["connection"] for answer in answers}) == 1
    assert [answer["status"] for answer in answers] == [200, 200, 404, 200, 200, 200]


@pytest.mark.fact("tiny-api2", 6)
def test_a_head_is_an_answer_without_its_body(judge, shop):
    head, after = judge("by_curl.py")(("head", "info.php"), ("get", "info.php"))

    assert (head["status"], head["headers"]["x-limit-api"]) == (200, "60")
    assert head["headers"]["content-length"] == after["headers"]["content-length"]
    # Bytes of a body would have been taken for those of the next answer, or have cost the connection.
    assert head["connection"] == after["connection"]


def test_a_wrong_method_is_told_the_right_ones(judge):
    (answer,) = judge("by_curl.py")(("delete", "info.php"))

    assert answer["status"] == 405
    assert {"GET", "POST"} <= set(answer["headers"]["allow"].split(", "))


def test_bytes_that_were_not_asked_for_are_not_compressed(judge, shop):
    (answer,) = judge("by_curl.py")(("compressed", "info.php"))

    assert "content-encoding" not in answer["headers"]
    assert answer["data"]["retorno"]["status"] == "OK"
