"""One program with several set-ups: each has a connector, a memory and receivers of its own."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from shop import install
from werkzeug.test import Client

from homologa.features.kit.usage import MOST_JOBS
from homologa.simulators.control.client import WorldClient
from homologa.sync.commands import connector
from homologa.sync.program import MOST, Program

URL = "http://ponte.example"


@pytest.fixture
def setup(homologa_served_world: WorldClient) -> dict[str, Any]:
    """A set-up under which the connector can register on a world of its own."""
    return install(homologa_served_world)


def named(name: str) -> dict[str, str]:
    return {"Homologa-Setup": name}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with closing(Program(URL, tmp_path)) as made:
        yield made


def test_each_name_has_receivers_of_its_own(program: Program, setup: dict[str, Any]) -> None:
    client = Client(program)

    answers = [client.put("/setup", json=setup, headers=headers).json for headers in ({}, named("gw0"), named("gw1"))]

    places = [answer["receivers"]["product"].removeprefix(URL).partition("/hooks/")[0] for answer in answers]
    assert places == ["", "/setups/gw0", "/setups/gw1"]
    assert all("several" in answer["capabilities"] for answer in answers)


def test_what_one_is_told_the_others_do_not_know(program: Program, setup: dict[str, Any]) -> None:
    client = Client(program)
    client.put("/setup", json=setup, headers=named("gw0"))

    operation = {"operation": "poll"}

    assert client.post("/run", json=operation, headers=named("gw0")).status_code == 202
    assert client.post("/run", json=operation, headers=named("gw1")).status_code == 409
    assert client.post("/run", json=operation).status_code == 409


def test_a_delivery_reaches_the_set_up_in_its_path(program: Program, setup: dict[str, Any]) -> None:
    client = Client(program)
    receiver = client.put("/setup", json=setup, headers=named("gw0")).json["receivers"]["stock"]
    path = receiver.removeprefix(URL)

    assert client.post(path, json={}).status_code != 404
    assert client.post(path.replace("gw0", "gw1"), json={}).status_code == 404
    assert client.post(path.removeprefix("/setups/gw0"), json={}).status_code == 404


def test_a_program_that_starts_again_knows_all_its_set_ups(tmp_path: Path, setup: dict[str, Any]) -> None:
    with closing(Program(URL, tmp_path)) as before:
        receiver = Client(before).put("/setup", json=setup, headers=named("gw0")).json["receivers"]["stock"]

    with closing(Program(URL, tmp_path)) as after:
        assert Client(after).post(receiver.removeprefix(URL), json={}).status_code != 404


@pytest.mark.parametrize("name", ["a b", "../x", "x" * 41, "ção"])
def test_a_name_that_is_none_is_refused(program: Program, tmp_path: Path, name: str) -> None:
    answer = Client(program).get("/state", environ_overrides={"HTTP_HOMOLOGA_SETUP": name})

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert "de 1 a 40 letras" in answer.json["detail"]
    assert [path.name for path in tmp_path.glob("*.sqlite")] == ["connector.sqlite"]


def test_set_ups_are_bounded(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homologa.sync.program.MOST", 3)
    client = Client(program)

    answers = [client.get("/state", headers=named(f"gw{number}")).status_code for number in range(4)]

    assert answers == [200] * 3 + [409]


def test_there_is_a_set_up_for_each_process_of_the_suite() -> None:
    assert MOST >= MOST_JOBS


def test_a_file_whose_name_is_no_set_ups_is_left_alone(tmp_path: Path) -> None:
    strange = [tmp_path / f"connector-{name}.sqlite" for name in ("", "a b", "ção", "x" * 41)]
    for path in strange:
        path.touch()

    with closing(Program(URL, tmp_path)):
        pass

    assert [path.stat().st_size for path in strange] == [0, 0, 0, 0]
    assert not [path for path in tmp_path.iterdir() if path not in strange and not path.name.startswith("connector.")]


def is_open(database: sqlite3.Connection, folder: Path) -> bool:
    try:
        return any(str(folder) in row[2] for row in database.execute("PRAGMA database_list"))
    except sqlite3.Error:
        return False


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "connector-gw0.sqlite"
    broken.write_text("no database" * 100)

    ended = CliRunner().invoke(connector, ["--port", "0", "--data", str(tmp_path)])

    assert ended.exit_code == 1
    assert f"O banco {broken} não pôde ser aberto" in ended.stderr
    assert "Traceback" not in ended.output
    assert [held for held in gc.get_objects() if isinstance(held, sqlite3.Connection) and is_open(held, tmp_path)] == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    ended = CliRunner().invoke(connector, ["--port", "0", "--data", str(tmp_path / "file" / "in")])

    assert (ended.exit_code, type(ended.exception)) == (1, SystemExit)
    assert "Não foi possível usar a pasta" in ended.stderr
