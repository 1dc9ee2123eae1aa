"""Sentences fill every field of every button, and see every column of every view, by their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from homologa.features.kit import embedded, places
from homologa.features.kit.cells import NOTHING
from homologa.features.kit.driver import Capabilities
from homologa.features.kit.errors import Divergence
from homologa.features.kit.stage import Stage
from homologa.features.steps import telas, vistas
from homologa.simulators.control.client import Column, Control, Screen
from homologa.simulators.site import CONTROL_URL, build

SHOWN = embedded.screens()
SAMPLES = {"texto": "1", "número": "1,5", "inteiro": "1", "sim ou não": "sim"}
SUBJECTS = {"Pedido": "4711", "Nota fiscal": "813000001"}
INTEGRATIONS = {"URLs salvas": "21407", "Credenciais de acesso": "21407"}


@pytest.fixture(scope="module")
def control() -> Iterator[Control]:
    site = build()
    yield Control(CONTROL_URL, site.transport)
    site.worlds.close()


@pytest.fixture(scope="module")
def desk(control: Control) -> Stage:
    """Where buttons are pressed: nothing that they do is in the way of what others see."""
    return Stage(control, None, control.create_world(), Capabilities())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def stage(control: Control) -> Stage:
    """A company in business, on both sides."""
    world = control.create_world(pack="demonstracao")
    world.act("novaoito", "finalizar_compra", itens=["CAN-001: 2"])
    world.act("tiny", "definir_estrutura", codigo="CAN-001", componentes=[{"codigo": "CAN-002", "quantidade": 1}])
    return Stage(control, None, world, Capabilities())  # type: ignore[arg-type]


def samples(columns: Sequence[Column], path: str = "") -> Iterator[list[str]]:
    """A line of a table for each field, with what a person could write there."""
    for column in columns:
        name = f"{path}{column.label}"
        if column.columns:
            yield from samples(column.columns, f"{name}[1]." if column.kind == "lista" else f"{name}.")
        elif column.kind == "objeto":
            yield [f"{name}.Cor", "Azul"]
        elif column.kind == "lista":
            yield [name, "1, 2"]
        else:
            yield [name, SAMPLES[column.kind]]


def labelled(columns: Sequence[Column], path: str = "") -> Iterator[tuple[str, Column]]:
    for column in columns:
        name = f"{path}{column.label}"
        yield name, column
        yield from labelled(column.columns, f"{name}[1]." if column.kind == "lista" else f"{name}.")


def filtered(view: Screen) -> str:
    """The view as a sentence names it, with what its required filter asks for."""
    if not any(field.required for field in view.parameters):
        return view.label
    subject = SUBJECTS.get(view.label) or INTEGRATIONS.get(view.label) or "CAN-001"
    return f'{view.label}" de "{subject}'


def said(step: Callable[[], None]) -> Divergence | None:
    """What a step has against what it found."""
    try:
        step()
    except Divergence as divergence:
        return divergence
    return None


@pytest.mark.parametrize("action", SHOWN.actions, ids=lambda action: f"{action.platform}.{action.name}")
def test_a_sentence_fills_every_field_of_every_button(desk: Stage, action: Screen) -> None:
    lines = list(samples(action.parameters))
    table = [["campo", "valor"], *lines] if lines else None
    place = SHOWN.places[action.platform]

    prepared, (fields,) = telas.prepare(desk, place, action.menu, action.label, table)
    outcome = said(lambda: telas.aciono(desk, place, action.menu, action.label, table))

    assert prepared.name == action.name
    assert fields.keys() == {field.name for field in action.parameters}
    assert outcome is None or outcome.message.startswith("a tela recusou: ")


@pytest.mark.parametrize("view", SHOWN.views, ids=lambda view: f"{view.platform}.{view.name}")
def test_a_sentence_sees_every_column_of_every_view(stage: Stage, view: Screen) -> None:
    if view.name == vistas.CREDENTIALS:
        pytest.skip("scenarios show no credentials")
    columns = list(labelled(view.columns))
    table = [[name for name, _ in columns], ["(tanto faz)"] * len(columns)]

    outcome = said(lambda: vistas.mostra(stage, SHOWN.places[view.platform], view.menu, filtered(view), table))

    assert outcome is None or outcome.found == []


@pytest.mark.parametrize(
    ("lugar", "menu", "tela", "names"),
    [
        (
            "no Tiny",
            "Vendas > Pedidos de venda",
            'Pedido" de "4712',
            ("cliente.nome", "itens[1].codigo", "total_pedido"),
        ),
        ("no Tiny", "Cadastros > Produtos", 'Lista de produtos" de "CAN-001', ("preco", "estoque", "registro.grade")),
        ("na Novaoito", "Vendas > Pedidos", "Pedidos", ("total", "registro.items[1].sku", "registro.customer.name")),
    ],
)
def test_what_a_view_shows_is_what_the_sentence_compares(
    stage: Stage, lugar: str, menu: str, tela: str, names: tuple[str, ...]
) -> None:
    showing = vistas.look_at(stage, lugar, menu, tela)
    row = showing.narrow(names)[0]
    cells = [str(value).replace(".", ",") if isinstance(value, float) else str(value) for value in row.values()]
    known = [(name, cell) for name, cell, value in zip(names, cells, row.values(), strict=True) if value not in NOTHING]

    vistas.mostra(stage, lugar, menu, tela, [[name for name, _ in known], [cell for _, cell in known]])
    for name, _ in known:
        with pytest.raises(Divergence, match="não mostra o esperado"):
            vistas.mostra(stage, lugar, menu, tela, [[name], ["nada disto"]])
    assert all(places.find(showing.columns, name) for name in names)
