"""Two hundred worlds at once, each of which is what it would be alone."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from homologa.simulators.kernel import export
from homologa.simulators.site import build

WORLDS, THREADS, KINDS = 200, 8, 10
CONTENT = {"sequencia": "1", "unidade": "UN", "preco": 1, "origem": "0", "situacao": "A", "tipo": "P"}


class Life:
    """What clients of one world do: kind by kind something else, and always the same for one kind."""

    def __init__(self, site, world_id, kind):
        self.site, self.kind = site, kind
        self.world = site.worlds.create(id=world_id, seed=kind)
        self.http = httpx.Client(transport=site.transport)
        self.token = self.world.view("tiny", "credenciais", {})["token"]
        store = self.world.view("novaoito", "credenciais", {})
        self.api = f"https://{store['host']}/api/v1"
        self.admin = {"Authorization": f"Bearer {store['admin_token']}"}

    def include(self, code):
        record = json.dumps({"produto": {**CONTENT, "nome": f"Caneca {code}", "codigo": code}})
        self.tiny("produto.incluir", produto=record)

    def tiny(self, operation, **fields):
        url = f"https://api.tiny.com.br/api2/{operation}"
        answer = self.http.post(url, data={"token": self.token, "formato": "json", **fields}).json()["retorno"]
        assert answer["status"] == "OK", answer
        return answer

    def codes(self):
        return [found["produto"]["codigo"] for found in self.tiny("produtos.pesquisa", pesquisa="Caneca")["produtos"]]

    def app(self):
        answer = self.http.post(f"{self.api}/apps/tiny-erp/install", headers=self.admin).json()
        return {"Authorization": f"Bearer {answer['access_token']}"}

    def run(self):
        """Write, read back, keep, write more, put back, and write again; gives the export."""
        kept = [f"{self.kind}-{number}" for number in range(1 + self.kind % 3)]
        for code in kept:
            self.include(code)
        self.world.snapshot("foto")
        self.world.act("tiny", "gerar_novo_token", {})
        self.token = self.world.view("tiny", "credenciais", {})["token"]
        self.include("esquecida")
        assert self.codes() == [*kept, "esquecida"]
        self.world.restore("foto")
        self.token = self.world.view("tiny", "credenciais", {})["token"]
        assert self.codes() == kept
        app = self.app()
        self.http.post(f"{self.api}/products", json={"sku": "A", "name": "Copo"}, headers=app).raise_for_status()
        found = self.http.get(f"{self.api}/products", headers=app).json()["data"]
        assert [product["sku"] for product in found] == ["A"]
        self.world.advance_by(self.kind)
        assert self.world.journal.breaches() == []
        return export.text(self.world)


@pytest.fixture
def alone():
    """What a world of each kind is when nothing else goes on."""
    site = build()
    yield [Life(site, f"so-{kind}", kind).run() for kind in range(KINDS)]
    site.worlds.close()


def test_worlds_at_once_do_not_disturb_each_other(site, alone):
    def live(number):
        life = Life(site, f"m-{number}", number % KINDS)
        found = life.run()
        if number % 2:
            site.worlds.delete(life.world.id)
        return found

    with ThreadPoolExecutor(THREADS) as pool:
        exports = list(pool.map(live, range(WORLDS)))

    assert [number for number, found in enumerate(exports) if found != alone[number % KINDS]] == []
    assert {world.id for world in site.worlds.all()} == {f"m-{number}" for number in range(0, WORLDS, 2)}
    still = [number for number in range(0, WORLDS, 2) if export.text(site.worlds.get(f"m-{number}")) != exports[number]]
    assert still == []
