import json
import re
from importlib.resources import files

import pytest


def test_every_route_is_in_the_contract_and_the_other_way_round(site):
    text = files("homologa.simulators").joinpath("_openapi", "control.json").read_text(encoding="utf-8")
    described = {
        (method.upper(), re.sub(r"\{[^}]*\}", "*", path))
        for path, methods in json.loads(text)["paths"].items()
        for method in methods.keys() - {"parameters"}
    }
    routed = {
        (method, re.sub(r"<[^>]*>", "*", rule.rule.removeprefix("/_homologa/v1")))
        for rule in site.control.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert routed == described


def test_an_address_that_is_not_there(api, refused):
    assert refused(api.get("/nada"), 404) == "não há este endereço no controle"
    assert refused(api.get("http://localhost/"), 404) == "não há este endereço no controle"
    assert refused(api.get("http://localhost/_homologa/v1//worlds"), 404) == "não há este endereço no controle"


@pytest.mark.parametrize("place", ["journal", "deliveries", "export"])
def test_a_world_that_is_deleted_meanwhile_is_not_there(api, world, refused, site, monkeypatch, place):
    world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")
    minted = site.worlds.get("um").minted

    def delete():
        site.worlds.delete("um")
        return minted()

    monkeypatch.setattr(site.worlds.get("um"), "minted", delete)

    assert refused(api.get(f"/worlds/um/{place}"), 404) == "não há mundo um"


def test_a_method_that_is_not_there(api, refused):
    answer = api.patch("/worlds")

    assert refused(answer, 405) == "este endereço não aceita este método"
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_a_body_that_is_too_large(api, refused, monkeypatch, site):
    monkeypatch.setitem(site.control.config, "MAX_CONTENT_LENGTH", 100)

    assert refused(api.post("/worlds", json={"id": "a" * 100}), 413) == "o corpo é grande demais"


def test_a_simulator_that_breaks(api, world, refused, monkeypatch, caplog, site):
    monkeypatch.setattr("homologa.simulators.tiny.rules.settings.cnpj", lambda _: 1 / 0)

    answer = site.control.test_client().get("/_homologa/v1/worlds/um/views/tiny/credenciais")

    assert answer.status_code == 500
    assert answer.json["detail"] == "o simulador falhou; o registro do processo diz onde"
    assert "ZeroDivisionError" in caplog.text
