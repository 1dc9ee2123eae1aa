"""The settings of a set-up: those of the driver protocol (openapi/driver.yaml), and what the optional ones do."""

from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from homologa.sync.integrations.novaoito import NovaoitoIntegration

SCHEMAS = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text())["components"]["schemas"]
OF_PROTOCOL = SCHEMAS["NovaoitoSettings"]
TOLD = ("description", "default")


def change(bench, **settings):
    return bench.http.patch("/setup", json={"settings": settings})


def test_every_setting_of_the_connector_stands_in_the_protocol_with_its_values():
    shown = {name: {key: value for key, value in schema.items() if key not in TOLD}
             for name, schema in OF_PROTOCOL["properties"].items()}  # fmt: skip
    taken = NovaoitoIntegration.settings["properties"]
    assert {name: shown.get(name) for name in taken} == taken


@pytest.mark.parametrize(("value", "is_valid"), [(True, True), (False, True), ("sim", False), (3, False)])
def test_the_reconciliation_by_night_is_a_yes_or_a_no(bench, value, is_valid):
    assert jsonschema_rs.validator_for(OF_PROTOCOL).is_valid({"nightly_reconciliation": value}) is is_valid
    assert change(bench, nightly_reconciliation=value).status_code == (200 if is_valid else 422)


def test_it_is_on_unless_it_is_switched_off_and_shows_when_it_comes(bench):
    default = OF_PROTOCOL["properties"]["nightly_reconciliation"]["default"]
    assert (default, bench.http.get("/state").json["wakes_at"][11:]) == (True, "03:00:00-03:00")
    change(bench, nightly_reconciliation=False)
    bench.settle()
    assert bench.http.get("/state").json["wakes_at"] is None
    change(bench, nightly_reconciliation=True)
    bench.settle()
    assert bench.http.get("/state").json["wakes_at"][11:] == "03:00:00-03:00"
