"""Whatever a run writes holds no token and nothing of what tells who people are."""

import itertools
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote_plus

import httpx
import pytest
from click.testing import CliRunner

from homologa.simulators.cli import main
from homologa.simulators.control.client import Control, ScreenRefused
from homologa.simulators.kernel import export
from homologa.simulators.site import CONTROL_URL, build

COMMANDS = (
    *(f"journal {how}" for how in ("--full", "--full --json", "--curl", "--strangers", "--findings")),
    "deliveries list --json",
)
HOMOLOGA = Path(sys.executable).with_name("homologa")
SCENARIO = """# language: pt
Funcionalidade: Pessoas

  Cenário: o que a tela mostra não é o que se esperava
    Dado a loja Novaoito integrada ao Tiny
    Quando no Tiny, em "Cadastros > Clientes e fornecedores", aciono "Incluir contato":
      | nome   | bairro   | fone            | obs      |
      | {nome} | {bairro} | (48) 99999-1234 | {recado} |
    Então no Tiny, em "Cadastros > Clientes e fornecedores", "Contatos" mostra:
      | nome    | bairro   |
      | {outro} | {vizinho} |
"""
TINY = "https://api.tiny.com.br/api2/"
CPF = "529.982.247-25"


class Marks:
    """Values that stand nowhere else, so that each can be looked for; `made` are those that were given out."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._numbers = itertools.count(1)

    def __call__(self, kind: str) -> str:
        value = f"{kind} Zq{next(self._numbers):03}xk"
        self.made.append(value)
        return value


@pytest.fixture
def marks():
    return Marks()


@pytest.fixture
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def world(site):
    return Control(CONTROL_URL, site.transport).create_world(id="um")


@pytest.fixture
def http(site):
    with httpx.Client(transport=site.transport) as client:
        yield client


def person(marks):
    return {
        "nome": marks("Fulana"),
        "fantasia": marks("Fantasia"),
        "endereco": marks("Rua"),
        "numero": marks("Numero"),
        "complemento": marks("Fundos"),
        "bairro": marks("Bairro"),
        "cep": "88010-000",
        "cidade": "Florianópolis",
        "uf": "SC",
        "fone": "(48) 99999-1234",
        "email": "zq000xk@exemplo.com.br",
        "obs": marks("Recado"),
    }


def order(marks):
    client = person(marks)
    delivery = {f"{name}_destinatario" if name == "nome" else name: value for name, value in person(marks).items()}
    return {
        "cliente": {**client, "cpf_cnpj": CPF, "tipo_pessoa": "F"},
        "endereco_entrega": delivery,
        "itens": [
            {
                "item": {
                    "codigo": "CAN-01",
                    "descricao": "Caneca",
                    "unidade": "UN",
                    "quantidade": 1,
                    "valor_unitario": 9.9,
                }
            }
        ],
        "obs": marks("Deixar com"),
        "obs_internas": marks("Segredo do"),
        "nome_vendedor": marks("Vendedora"),
    }


def use_the_screens(world, marks):
    """Everything on the screens that takes a name, an address or free text; what they refuse leaves as well."""
    for platform, action, fields in screens(marks):
        try:
            world.act(platform, action, **fields)
        except ScreenRefused:
            continue


def screens(marks):
    yield "novaoito", "novo_produto", {"sku": "CAN-01", "nome": "Caneca", "preco": 9.9, "estoque": 5}
    buyer = {"numero": marks("Numero"), "complemento": marks("Fundos"), "bairro": marks("Bairro")}
    yield "novaoito", "finalizar_compra", {
        **buyer, "itens": ["CAN-01"], "cliente": marks("Compradora"), "rua": marks("Alameda"), "cidade": "Lages"
    }  # fmt: skip
    yield "novaoito", "finalizar_compra", {"itens": ["NAO-HA"], "cliente": marks("Recusada"), "rua": marks("Travessa")}
    contact = person(marks)
    yield "tiny", "incluir_contato", {**contact, "cpf_cnpj": CPF}
    yield "tiny", "alterar_contato", {"contato": contact["nome"], "bairro": marks("Bairro novo"), "obs": marks("Outro")}
    yield "tiny", "alterar_contato", {"contato": marks("Ninguem com este")}
    yield "tiny", "excluir_vendedor", {"nome": marks("Vendedor que")}


def use_the_apis(world, http, marks):
    """What clients send, rightly and wrongly: by form, query, path and body, with a good token and with none."""
    tiny = world.view("tiny", "credenciais")
    store = world.view("novaoito", "credenciais")
    bearer = {"Authorization": f"Bearer {store['admin_token']}"}
    base = f"https://{store['host']}/api/v1"

    def ask(service, token=tiny["token"], **fields):
        http.post(f"{TINY}{service}.php", data={"token": token, "formato": "json", **fields})

    contact = {"contatos": [{"contato": {"sequencia": 1, "situacao": "A", **person(marks)}}]}
    ask("contato.incluir", contato=json.dumps(contact))
    ask("contato.incluir", contato=json.dumps(contact, ensure_ascii=False)[:-3])
    ask("contato.obter", id=marks("Nome em vez de"))
    ask("contatos.pesquisa", pesquisa=marks("Procurada"))
    ask("pedido.incluir", pedido=json.dumps({"pedido": order(marks)}))
    ask("pedido.incluir", token="0" * 40, pedido=json.dumps({"pedido": order(marks)}))
    ask("pedidos.pesquisa", cliente=marks("Cliente"))
    ask("contato.inventar", contato=json.dumps({"contato": person(marks)}))
    http.get(f"{TINY}contatos.pesquisa", params={"token": tiny["token"], "pesquisa": marks("Pela query")})
    http.get(f"{base}/orders?customer={quote(marks('Cliente'))}", headers=bearer)
    http.post(f"{base}/customers", json={"name": marks("Nova"), "phone": "(48) 98888-1234"}, headers=bearer)
    http.post(f"{base}/customers", json={"name": marks("Sem token"), "address": {"street": marks("Rua")}})
    http.post(f"{base}/orders/1/status", json={"status": "paid", "comment": marks("Comentário")}, headers=bearer)


def written(site, world):
    """All that the control API shows of a world, by its name."""
    control = Control(CONTROL_URL, site.transport)
    journal = world.journal(limit=1000)
    yield "diário", _text(journal)
    yield "cada troca", _text([world.exchanges.one(one["seq"]) for one in journal])
    yield "HAR", _text(world.exchanges.har())
    yield "curl", "\n".join(world.exchanges.curl())
    yield "achados", _text(world.findings())
    yield "entregas", _text(world.deliveries())
    yield "exportação", export.text(site.worlds.get(world.id))
    yield "sem mundo", _text(control.strangers())


def exchanged(site):
    """What was really exchanged, unmasked and decoded, so that a mark which never came along is noticed."""
    found = [*site.worlds.get("um").journal.find(limit=1000), *site.worlds.unrouted_journal.find(limit=1000)]
    bodies = [body.decode() for one in found for body in (one.url.encode(), one.request_body)]
    return "\n".join(text for body in bodies for text in (body, unquote_plus(body)))


def _text(data):
    return json.dumps(data, ensure_ascii=False)


def test_nothing_that_the_control_api_writes_tells_who_people_are(site, world, http, marks):
    use_the_screens(world, marks)
    use_the_apis(world, http, marks)
    secret = [value for _, kind, value in site.worlds.get("um").minted() if kind != "host"]
    looked_for = [*marks.made, *secret, CPF, "52998224725", "zq000xk@", "99999-1234"]

    assert [mark for mark in marks.made if mark not in exchanged(site)] == []
    for name, text in written(site, world):
        left = [value for value in looked_for if value.lower() in text.lower()]
        assert (name, left) == (name, [])


def test_nothing_that_the_suite_writes_tells_who_people_are(tmp_path, marks):
    values = {name: marks(name.title()) for name in ("nome", "bairro", "recado", "outro", "vizinho")}
    (tmp_path / "pessoas.feature").write_text(SCENARIO.format(**values), encoding="utf-8")

    for options in ((), ("--json",)):
        shown = subprocess.run(
            [HOMOLOGA, "verify", "pessoas.feature", "--report", "saida", *options],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert shown.returncode == 1, shown.stdout + shown.stderr
        left = [mark for mark in marks.made if mark in shown.stdout + shown.stderr]
        assert ("terminal", left) == ("terminal", [])
    for path in (tmp_path / "saida").iterdir():
        text = path.read_text("utf-8")
        assert (path.name, [mark for mark in [*marks.made, "99999-1234"] if mark in text]) == (path.name, [])
    assert len(list((tmp_path / "saida").iterdir())) == 3


def test_nothing_that_the_shell_writes_tells_who_people_are(site, world, http, marks):
    use_the_screens(world, marks)
    use_the_apis(world, http, marks)

    for command in COMMANDS:
        env = {"HOMOLOGA_SIMULATORS": CONTROL_URL, "HOMOLOGA_WORLD": world.id}
        ended = CliRunner().invoke(main, command.split(), obj=site.transport, env=env, catch_exceptions=False)
        left = [mark for mark in marks.made if mark in ended.output]
        assert (command, ended.exit_code, left) == (command, 0, [])
