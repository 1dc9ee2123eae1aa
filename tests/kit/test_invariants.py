"""The laws that hold after every scenario read what each platform says of its own views, whatever platform it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from homologa.features.kit import invariants
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import Control, WorldClient
from homologa.simulators.site import CONTROL_URL, build

Write = Callable[..., None]


@pytest.fixture
def world(fair: Callable[..., WorldClient]) -> WorldClient:
    return fair()


@pytest.fixture
def write(world: WorldClient) -> Write:
    """Writes a record down on a toy platform."""

    def add(platform: str, kind: str, **record: Any) -> None:
        world.act(platform, "anotar", tipo=kind, registro=record)

    return add


def broken(world: WorldClient, integrations: tuple[str, ...] = ("feira",)) -> list[tuple[str, str, str]]:
    stage = Stage(world.control, None, world, integrations=list(integrations))  # type: ignore[arg-type]
    return [(found["name"], found["platform"], found["detail"]) for found in stage.check_invariants()]


def order(number: str, *, by: str = "api", total: float = 10.0, **more: Any) -> dict[str, Any]:
    known = {"numero": number, "por": by, "dentro": {"total": total}, "alterado": by, "historia": []}
    return {**known, "origem": "", "canal": 0, **more}


def history(*steps: str) -> list[dict[str, str]]:
    """The situations of an order; one with a star was the connector's doing."""
    return [{"situacao": step.strip("*"), "por": "api" if step.endswith("*") else "tela"} for step in steps]


def test_what_is_as_it_should_be_breaks_no_law(world: WorldClient, write: Write) -> None:
    write("feira", "pedido", **order("1", by="tela"))
    write("deposito", "pedido", **order("900", origem="1", historia=history("aberto*", "pago*", "enviado*")))
    write("deposito", "produto", sku="A", por="api")
    write("deposito", "cliente", documento="123.456.789-09", por="api")
    write("deposito", "saldo", sku="A", saldo=5)
    assert broken(world) == []


@pytest.mark.parametrize(
    ("by", "channels", "references", "is_broken"),
    [
        (("api", "api"), (1, 1), ("7", " 7 "), True),
        (("tela", "api"), (1, 1), ("7", "7"), True),
        (("tela", "tela"), (1, 1), ("7", "7"), False),
        (("api", "api"), (1, 2), ("7", "7"), False),
        (("api", "api"), (1, 1), ("", ""), False),
        (("api", "api"), (1, 1), ("7", "8"), False),
    ],
)
def test_no_order_is_imported_twice(world, write, by, channels, references, is_broken) -> None:
    for number, (who, channel, reference) in enumerate(zip(by, channels, references, strict=True)):
        write("deposito", "pedido", **order(str(number), by=who, canal=channel, origem=reference))
    found = [(invariants.ORDER_TWICE, "deposito", "o pedido 7 de 1 está em 2 pedidos")]
    assert broken(world) == (found if is_broken else [])


@pytest.mark.parametrize(
    ("kind", "field", "values", "law", "detail"),
    [
        ("produto", "sku", ("A", " A"), invariants.CREATED_TWICE, "o SKU A está em 2 produtos"),
        (
            "cliente",
            "documento",
            ("12.ABC.345/01DE-35", "12abc34501de35"),
            invariants.CUSTOMER_TWICE,
            "o documento 12ABC34501DE35 está em 2 clientes",
        ),
    ],
)
@pytest.mark.parametrize(("by", "is_broken"), [(("tela", "api"), True), (("tela", "tela"), False)])
def test_no_product_and_no_customer_is_created_twice(
    world, write, kind, field, values, law, detail, by, is_broken
) -> None:
    for value, who in zip(values, by, strict=True):
        write("feira", kind, **{field: value, "por": who})
    write("feira", kind, **{field: "", "por": "api"})
    write("feira", kind, **{field: None, "por": "api"})
    assert broken(world) == ([(law, "feira", detail)] if is_broken else [])


@pytest.mark.parametrize(("by", "is_broken"), [("api", True), ("tela", False)])
def test_no_stock_is_negative_by_the_connectors_doing(world, write, by, is_broken) -> None:
    write("feira", "saldo", sku="A", saldo=-2, por=by)
    write("deposito", "saldo", sku="A", saldo=4)
    found = [(invariants.NEGATIVE, "feira", "o estoque do SKU A é -2")]
    assert broken(world) == (found if is_broken else [])


@pytest.mark.parametrize(
    ("movements", "is_broken"),
    [
        ([(0, 4, "tela"), (4, -1, "api")], True),
        ([(4, -9, "tela"), (-9, -1, "api")], False),
        ([(4, -9, "api"), (-9, 3, "tela"), (3, -1, "tela")], False),
        ([(0, -1, "tela"), (-1, 2, "tela"), (2, -1, "api"), (-1, -1, "tela")], True),
        ([], False),
    ],
)
def test_who_brought_a_balance_below_zero_is_told_by_its_movements(world, write, movements, is_broken) -> None:
    write("deposito", "saldo", sku="A", saldo=-1)
    for before, after, by in movements:
        write("deposito", "movimento", sku="A", antes=before, depois=after, por=by)
    found = [(invariants.NEGATIVE, "deposito", "o estoque do SKU A é -1")]
    assert broken(world) == (found if is_broken else [])


COPIES: Mapping[str, Callable[[Write], None]] = {
    "of a balance that is negative": lambda write: write("deposito", "saldo", sku="A", saldo=-2),
    "of one that was": lambda write: (
        write("deposito", "saldo", sku="A", saldo=6),
        write("deposito", "movimento", sku="A", antes=1, depois=-2, por="tela"),
        write("deposito", "movimento", sku="A", antes=-2, depois=6, por="tela"),
    ),
}


@pytest.mark.parametrize("which", COPIES)
def test_a_copy_of_a_negative_balance_breaks_no_law(world, write, which) -> None:
    COPIES[which](write)
    write("feira", "saldo", sku="A", saldo=-2, por="api")
    assert broken(world) == []


def test_a_copy_of_another_balance_than_the_one_that_is_listed_breaks_no_law(world, write) -> None:
    write("feira", "saldo", sku="A", saldo=3, por="tela")
    write("feira", "outro", sku="A", saldo=-1)
    write("deposito", "saldo", sku="A", saldo=-1)
    write("deposito", "movimento", sku="A", antes=0, depois=-1, por="api")
    assert broken(world) == []


@pytest.mark.parametrize(
    ("total", "changed", "is_broken"),
    [(10.0, "api", False), (10.004, "api", False), (10.01, "api", True), (9.0, "api", True), (9.0, "tela", False)],
)
def test_totals_are_the_same_on_both_sides(world, write, total, changed, is_broken) -> None:
    write("feira", "pedido", **order("1", by="tela"))
    write("deposito", "pedido", **order("900", origem="1", total=total, alterado=changed))
    found = [(invariants.TOTALS, "deposito", f"o pedido 1 tem o total {total:.2f}, e 10.00 em feira")]
    assert broken(world) == (found if is_broken else [])


def test_an_order_that_people_wrote_has_the_total_that_they_gave_it(world, write) -> None:
    write("feira", "pedido", **order("1", by="tela"))
    write("deposito", "pedido", **order("900", by="tela", origem="1", total=99))
    assert broken(world) == []


@pytest.mark.parametrize(
    ("steps", "step_back"),
    [
        (("aberto", "pago*", "enviado*"), None),
        (("aberto", "enviado*"), None),
        (("enviado", "pago*"), ("enviado", "pago")),
        (("enviado*", "pago"), None),
        (("pago", "cancelado*"), None),
        (("cancelado", "pago*"), ("cancelado", "pago")),
        (("cancelado*", "pago"), None),
        (("cancelado", "cancelado*"), None),
        (("enviado", "devolvido*", "pago*"), None),
    ],
)
def test_no_situation_goes_back(world, write, steps, step_back) -> None:
    write("feira", "pedido", **order("1", historia=history(*steps)))
    detail = "o pedido 1 voltou de “{}” para “{}”".format(*step_back) if step_back else ""
    assert broken(world) == ([(invariants.BACK, "feira", detail)] if step_back else [])


def test_no_law_binds_anybody_before_a_connector_is_at_work(world, write) -> None:
    for _ in range(2):
        write("feira", "produto", sku="A", por="api")
    assert broken(world, ()) == []
    assert broken(world) != []
    stage = Stage(world.control, None, world)  # type: ignore[arg-type]
    assert stage.invariant_names == ()
    stage.integrations.append("feira")
    assert stage.invariant_names == tuple(invariants.LAWS)


@pytest.mark.parametrize(
    ("agents", "skus", "is_broken"),
    [
        (("homologa-verify", "homologa-verify"), ("CAN-01", "CAN-01"), False),
        (("homologa-verify", "ponte/1"), ("CAN 01", "CAN 01"), True),
        (("homologa-verify", "homologa-verify", "ponte/1"), ("CAN-01", "CAN-01", "CAN-02"), False),
    ],
)
def test_what_a_step_writes_as_another_client_is_not_the_connectors(world, agents, skus, is_broken) -> None:
    stage = Stage(world.control, None, world, integrations=["feira"])  # type: ignore[arg-type]
    token = world.view("tiny", "credenciais")["token"]
    for agent, sku in zip(agents, skus, strict=True):
        fields = {"sequencia": "1", "nome": "Caneca", "codigo": sku, "unidade": "UN", "preco": 10, "origem": "0"}
        document = json.dumps({"produtos": [{"produto": {**fields, "situacao": "A", "tipo": "P"}}]})
        form = {"token": token, "formato": "json", "produto": document}
        with stage.client() as client:
            url = "https://api.tiny.com.br/api2/produto.incluir.php"
            client.post(url, data=form, headers={"User-Agent": agent})
    found = [(found["name"], found["platform"]) for found in stage.check_invariants()]
    assert found == ([(invariants.CREATED_TWICE, "tiny")] if is_broken else [])


@pytest.fixture(scope="module")
def company() -> Any:
    """A company in business, in which every kind of record is shown."""
    site = build()
    world = Control(CONTROL_URL, site.transport).create_world(pack="demonstracao")
    world.act("novaoito", "finalizar_compra", itens=["CAN-001: 2"])
    yield world
    site.worlds.close()


@pytest.mark.parametrize("platform", ["tiny", "novaoito"])
def test_what_a_platform_says_of_its_views_is_what_they_show(company: WorldClient, platform: str) -> None:
    declared = company.data["platforms"][platform]["records"]
    seen = 0
    for one in (declared["products"], declared["customers"], declared["orders"], *declared["stock"]):
        rows = company.view(platform, one["view"]) if one else []
        columns = [value for name, value in (one or {}).items() if name != "view" and isinstance(value, str)]
        for row in rows:
            for column in columns:
                shown = row
                for name in column.split("."):
                    shown = shown[name]
        seen += len(rows)
    assert seen > 0


def test_tiny_tells_who_changed_an_order_and_its_stock(company: WorldClient) -> None:
    declared = company.data["platforms"]["tiny"]["records"]
    situations, (stock,) = declared["orders"]["situations"], declared["stock"]
    order = company.view("tiny", situations["view"], **{situations["field"]: 4711})
    assert {row[situations["changed_by"]] for row in order[situations["history"]]} <= {"carga", "tela"}
    assert {row[situations["situation"]] for row in order[situations["history"]]} <= {
        *situations["forward"],
        *situations["ends"],
    }
    company.act("tiny", "balanco_de_estoque", codigo="CAN-001", quantidade=2)
    company.act("tiny", "saida_de_estoque", codigo="CAN-001", quantidade=5)
    movements = stock["movements"]
    (*_, last) = company.view("tiny", movements["view"], **{movements["field"]: "CAN-001"})
    assert (last[movements["after"]], last[movements["changed_by"]]) == (-3, "tela")
    (row,) = company.view("tiny", stock["others"]["view"], **{stock["others"]["field"]: "CAN-001"})
    assert all(column in row for column in stock["others"]["columns"])


def test_novaoito_tells_who_changed_a_stock_the_last_time(company: WorldClient) -> None:
    product = next(row for row in company.view("novaoito", "produtos") if row["sku"] == "CAN-001")
    company.act("novaoito", "alterar_estoque", sku="CAN-001", quantidade=product["estoque"] + 1)
    (after,) = company.view("novaoito", "produtos", sku="CAN-001")
    assert after["estoque_alterado_por"] == "tela"
