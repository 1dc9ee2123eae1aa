import json
import subprocess
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from homologa.simulators.control.client import Control
from homologa.simulators.server import Address, Server

DOCUMENT = json.dumps(
    {
        "produtos": [
            {
                "produto": {
                    "sequencia": 1, "nome": "Água & sal", "codigo": "AGUA-1", "unidade": "UN", "preco": "9.90",
                    "origem": "0", "situacao": "A", "tipo": "P",
                }
            }
        ]
    },
    ensure_ascii=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def server():
    served = Server(Address(port=0))
    served.start()
    yield served
    served.stop()


@pytest.fixture
def world(server):
    control = Control(server.control_url)
    made = control.create_world()
    yield made
    assert made.breaches() == []
    made.delete()
    control.close()


@pytest.fixture
def token(world):
    return world.view("tiny", "credenciais")["token"]


@pytest.fixture
def program(tool):
    return tool("curl")


@pytest.fixture
def curl(server, program):
    """Runs curl on a service and gives the body."""

    def run(service, *arguments, body=b""):
        command = [program, "--silent", "--show-error", "--max-time", "20", "--noproxy", "*", *arguments]
        done = subprocess.run(
            [*command, f"{server.urls['tiny']}/api2/{service}"], input=body, capture_output=True, check=True
        )
        return done.stdout.decode()

    return run


@pytest.fixture
def included(curl, token):
    """Creates the product by a plain form post."""
    answer = curl(
        "produto.incluir.php",
        *("--data-urlencode", f"token={token}"),
        *("--data-urlencode", f"produto={DOCUMENT}"),
        *("--data", "formato=json"),
    )
    return json.loads(answer)["retorno"]["registros"][0]["registro"]


def test_a_form_body(included):
    assert (included["sequencia"], included["status"]) == ("1", "OK")


@pytest.mark.fact("tiny-api2", 1)
def test_get_and_post_answer_alike_with_and_without_php(curl, token, included):
    fields = ["--data", f"token={token}&formato=json", "--data-urlencode", "pesquisa=água"]

    answers = {curl(f"produtos.pesquisa{suffix}", *get, *fields) for suffix in (".php", "") for get in ([], ["--get"])}

    (answer,) = answers
    assert json.loads(answer)["retorno"]["produtos"][0]["produto"]["nome"] == "Água & sal"


@pytest.mark.fact("tiny-api2", 2)
@pytest.mark.parametrize("body", [["--request", "POST"], ["--data", ""]], ids=["no body", "empty body"])
def test_a_post_with_everything_in_the_query(curl, token, included, body):
    query = f"produto.obter.php?token={token}&formato=JSON&id={included['id']}"

    assert json.loads(curl(query, *body))["retorno"]["produto"]["codigo"] == "AGUA-1"


@pytest.mark.fact("tiny-api2", 2)
def test_a_post_without_content_type(curl, token, included):
    fields = f"token={token}&formato=json&id={included['id']}"

    answer = curl("produto.obter.php", "--header", "Content-Type:", "--data", fields)

    assert json.loads(answer)["retorno"]["produto"]["nome"] == "Água & sal"


@pytest.mark.fact("tiny-api2", 2)
def test_a_multipart_form(curl, token, included):
    fields = ["--form-string", f"token={token}", "--form", "formato=json", "--form", f"id={included['id']}"]

    assert json.loads(curl("produto.obter.php", *fields))["retorno"]["produto"]["codigo"] == "AGUA-1"


@pytest.mark.fact("tiny-api2", 5)
def test_xml_in_and_out(curl, token):
    document = (
        "<produtos><produto><sequencia>5</sequencia><nome>Copo &amp; taça</nome><unidade>UN</unidade>"
        "<preco>1.5</preco><origem>0</origem><situacao>A</situacao><tipo>P</tipo></produto></produtos>"
    )

    written = curl("produto.incluir.php", "--data", f"token={token}", "--data-urlencode", f"produto={document}")
    listed = curl("produtos.pesquisa.php", "--get", "--data", f"token={token}")

    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?><retorno>')
    assert ElementTree.fromstring(written).findtext("registros/registro/sequencia") == "5"
    assert ElementTree.fromstring(listed).findtext("produtos/produto/nome") == "Copo & taça"


@pytest.mark.fact("tiny-api2", 4)
def test_an_unknown_service(curl, token):
    answer = curl(f"nada.php?token={token}&formato=json", "--include")

    assert answer.startswith("HTTP/1.1 404 ")
    assert "Content-Type: text/plain" in answer
    assert answer.endswith("File not found.\n")


@pytest.mark.fact("tiny-api2", 6)
@pytest.mark.parametrize("query", ["", "&id=9", "&formato=json"])
def test_the_limit_is_a_header_of_every_answer(curl, token, query):
    answer = curl(f"produto.obter.php?token={token}{query}", "--include")

    assert answer.startswith("HTTP/1.1 200 OK\r\n")
    assert "\r\nx-limit-api: 60\r\n" in answer.lower()


def test_the_real_host_name_is_enough(server, program, token):
    port = server.urls["tiny"].rpartition(":")[2]
    other = server.urls["novaoito"].rpartition(":")[2]
    command = [program, "--silent", "--noproxy", "*", "--connect-to", f"api.tiny.com.br:80:127.0.0.1:{other}"]

    answer = subprocess.run(
        [*command, f"http://api.tiny.com.br/api2/info.php?formato=json&token={token}"], capture_output=True, check=True
    )

    assert port != other
    assert json.loads(answer.stdout)["retorno"]["status"] == "OK"


def test_a_head_has_no_body(curl, token):
    answer = curl(f"info.php?token={token}", "--head")

    assert answer.startswith("HTTP/1.1 200 OK")
    assert answer.endswith("\r\n\r\n")


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "DELETE"])
def test_another_method_is_told_the_right_ones(curl, token, method):
    answer = curl(f"info.php?token={token}", "--include", "--request", method)

    assert answer.startswith("HTTP/1.1 405 ")
    assert "GET" in answer
    assert "POST" in answer


def test_a_form_that_is_not_utf8(curl, token):
    body = f"formato=json&token={token}&pesquisa=caf".encode() + b"\xe9"

    answer = curl("produtos.pesquisa", "--data-binary", "@-", body=body)

    assert json.loads(answer)["retorno"]["codigo_erro"] == 20


def test_a_body_of_two_megabytes_that_waits_for_100_continue(curl, token):
    record = json.loads(DOCUMENT)["produtos"][0]["produto"] | {"descricao_complementar": "x" * 2_000_000}
    fields = {"formato": "json", "token": token, "produto": json.dumps({"produto": record})}
    sending = ["--header", "Expect: 100-continue", "--data-binary", "@-"]

    answer = curl("produto.incluir.php", *sending, body=urlencode(fields).encode())

    assert json.loads(answer)["retorno"]["status"] == "OK"
