"""What screens say of their fields and columns is what they take and show."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from homologa.simulators.control.client import Column, Control, Screen, WorldClient, fold
from homologa.simulators.site import CONTROL_URL, build

KINDS: dict[str, Any] = {
    "texto": str,
    "número": (int, float),
    "inteiro": int,
    "sim ou não": bool,
    "lista": list,
    "objeto": dict,
}
FILTERS = {"pedido": 4711, "nota": 813000001, "codigo": "KIT-001", "identificador": 21407}


@pytest.fixture(scope="module")
def world() -> Iterator[WorldClient]:
    """A company in business: on both sides there is something to see on almost every screen."""
    site = build()
    made = Control(CONTROL_URL, site.transport).create_world(pack="demonstracao")
    made.act("novaoito", "instalar")
    order = made.act("novaoito", "finalizar_compra", itens=["CAN-001: 2"])["numero"]
    made.act("novaoito", "aprovar_pagamento", numero=order)
    made.act("novaoito", "registrar_nota_fiscal", numero=order, nota="1", chave="1" * 44)
    made.act("novaoito", "registrar_envio", numero=order, transportadora="Correios", codigo="BR1")
    made.act("novaoito", "devolver_pedido", numero=order, comentario="voltou")
    made.act("tiny", "definir_estrutura", codigo="CAN-001", componentes=[{"codigo": "CAN-002", "quantidade": 1}])
    made.act("tiny", "lancar_contas_do_pedido", pedido=4711)
    yield made
    site.worlds.close()


def shown(world: WorldClient, screen: Screen) -> list[Any]:
    filters = {field.name: FILTERS[field.name] for field in screen.parameters if field.required}
    found = world.view(screen.platform, screen.name, **filters)
    return found if isinstance(found, list) else [] if found is None else [found]


def differences(columns: Sequence[Column], value: dict[str, Any], path: str) -> Iterator[str]:
    """Where an object has other keys, or values of other kinds, than the columns say."""
    known = {column.name: column for column in columns}
    yield from (f"{path}.{name} is not declared" for name in value if name not in known)
    yield from (f"{path}.{name} is not shown" for name in known if value and name not in value)
    for name in known.keys() & value.keys():
        yield from difference(known[name], value[name], f"{path}.{name}")


def difference(column: Column, value: Any, path: str) -> Iterator[str]:
    if value in (None, "", []):
        return
    if not isinstance(value, KINDS[column.kind]) or (isinstance(value, bool) and column.kind != "sim ou não"):
        yield f"{path} is {value!r}, not {column.kind}"
    for one in value if isinstance(value, list) else [value]:
        if column.columns:
            yield from differences(column.columns, one, path)
        elif column.items and not isinstance(one, KINDS[column.items]):
            yield f"{path} has {one!r}, not {column.items}"


def walk(columns: Sequence[Column]) -> Iterator[Sequence[Column]]:
    yield columns
    for column in columns:
        yield from walk(column.columns)


def test_views_show_the_columns_that_they_declare(world: WorldClient) -> None:
    for screen in world.views():
        found = [text for row in shown(world, screen) for text in differences(screen.columns, row, screen.name)]
        assert found == []


def test_every_view_declares_its_columns(world: WorldClient) -> None:
    assert [screen.name for screen in world.views() if not screen.columns] == []


def test_most_views_have_something_to_show_here(world: WorldClient) -> None:
    assert sum(bool(shown(world, screen)) for screen in world.views()) >= 35


@pytest.mark.parametrize("kind", ["actions", "views"])
def test_no_two_places_beside_each_other_answer_to_the_same_name(world: WorldClient, kind: str) -> None:
    for screen in getattr(world, kind)():
        for columns in (*walk(screen.parameters), *walk(screen.columns)):
            names = [name for column in columns for name in {fold(column.label), fold(column.name)}]
            assert sorted(names) == sorted(set(names)), screen.name


@pytest.mark.parametrize("kind", ["actions", "views"])
def test_every_place_has_a_label_in_portuguese(world: WorldClient, kind: str) -> None:
    for screen in getattr(world, kind)():
        for columns in (*walk(screen.parameters), *walk(screen.columns)):
            for column in columns:
                assert column.label[0].isupper()
                assert "_" not in column.label
