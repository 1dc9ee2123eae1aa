from datetime import UTC, datetime, timedelta

import pytest


def test_a_world_has_all_that_a_client_needs(world):
    tiny, novaoito = world.data["platforms"]["tiny"], world.data["platforms"]["novaoito"]

    assert (world.id, world.data["seed"], world.data["limits"]) == ("um", 1, "observe")
    assert (world.data["snapshots"], world.data["last_exchange"], world.data["pack"]) == (["inicial"], 0, "vazia")
    assert world.data["clock"] == {"mode": "frozen", "now": "2026-11-03T09:00:00-03:00", "next_due": None}
    assert tiny["url"] == tiny["origin"] == "https://api.tiny.com.br"
    assert len(tiny["credentials"]["token"]) == 40
    assert (tiny["title"], tiny["article"], tiny["fidelity"]) == ("Tiny", "no", "doc")
    assert novaoito["url"] == f"https://{novaoito['credentials']['store_id']}.novaoito.example"


def test_a_world_is_made_as_it_was_asked(control):
    made = control.create_world(id="loja-1", seed=-3, clock="frozen", now="2025-12-31T23:00:00Z", limits="enforce").data

    assert (made["id"], made["seed"], made["limits"]) == ("loja-1", -3, "enforce")
    assert made["clock"]["now"] == "2025-12-31T20:00:00-03:00"


def test_a_moment_without_an_offset_is_brasilias(control):
    assert control.create_world(now="2025-12-31T23:00:00").now().isoformat() == "2025-12-31T23:00:00-03:00"


def test_a_real_clock_begins_now_or_when_it_is_told(control):
    real, told = control.create_world(clock="real"), control.create_world(clock="real", now="2030-01-01T00:00:00Z")

    assert abs(real.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert timedelta() <= told.now() - datetime(2030, 1, 1, tzinfo=UTC) < timedelta(minutes=1)


def test_a_world_has_the_platforms_that_are_named(control):
    made = control.create_world(platforms=["tiny"])

    assert list(made.data["platforms"]) == ["tiny"]
    assert {screen.platform for screen in made.actions()} == {"tiny"}


def test_a_body_may_be_left_out(api):
    assert api.post("/worlds").status_code == 201
    assert api.post("/worlds", json={"id": None, "now": None}).status_code == 201


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"id": "Um"}, "minúsculas"),
        ({"id": ""}, "minúsculas"),
        ({"id": 1}, "id tem de ser um texto"),
        ({"id": "um"}, "já existe"),
        ({"seed": "1"}, "seed tem de ser um número inteiro"),
        ({"seed": 1.5}, "seed tem de ser um número inteiro"),
        ({"seed": 2**63}, "a semente tem de ser"),
        ({"seed": -(2**63)}, "a semente tem de ser"),
        ({"seed": 10**400}, "a semente tem de ser"),
        ({"seed": True}, "seed tem de ser um número inteiro"),
        ({"clock": "parado"}, "clock tem de ser um de: real, frozen"),
        ({"limits": "on"}, "limits tem de ser um de: observe, enforce, off"),
        ({"now": "amanhã"}, "não é data e hora ISO 8601"),
        ({"now": 5}, "não é data e hora ISO 8601"),
        ({"now": "0001-01-01T00:00:00+14:00"}, "não é data e hora ISO 8601"),
        ({"now": "1999-01-01T00:00:00Z"}, "entre 2000 e 2100"),
        ({"now": "2101-01-01T00:00:00Z"}, "entre 2000 e 2100"),
        ({"cor": "azul"}, "campo desconhecido: cor; há: clock, id, limits, now, pack, platforms, seed"),
        ({"pack": "nenhum"}, "não há pacote “nenhum”; há: vazia"),
        ({"pack": None}, "pack tem de ser um texto"),
        ({"platforms": "tiny"}, "platforms tem de ser uma lista de textos"),
        ({"platforms": [1]}, "platforms tem de ser um texto"),
        ({"platforms": []}, "um mundo tem ao menos 1 plataforma"),
        ({"platforms": ["magento"]}, "não há plataforma magento; há: novaoito, tiny"),
        ([], "objeto JSON"),
    ],
)
def test_a_world_that_cannot_be_is_not_made(api, control, world, refused, body, reason):
    assert reason in refused(api.post("/worlds", json=body), 422)

    assert [kept.id for kept in control.worlds()] == ["um"]


@pytest.mark.parametrize(
    "content", [b"{", b"\xff", b'{"id": "\\ud800"}', b'{"seed": NaN}', b'{"seed": 1e999}', b"[" * 99999]
)
def test_a_body_that_is_not_json(api, refused, content):
    assert refused(api.post("/worlds", content=content), 422) == "o corpo não é JSON válido em UTF-8"


def test_worlds_are_listed_and_looked_up(control, world):
    second = control.create_world(id="dois")

    assert [found.id for found in control.worlds()] == ["um", "dois"]
    assert control.world("dois").data == second.data
    assert world.refresh() == world.data


def test_a_deleted_world_is_gone(api, control, world, refused):
    world.delete()

    assert control.worlds() == []
    assert refused(api.get("/worlds/um"), 404) == "não há mundo um"
    assert refused(api.delete("/worlds/um"), 404) == "não há mundo um"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("DELETE", ""),
        ("GET", "/clock"),
        ("PUT", "/clock"),
        ("POST", "/clock/advance"),
        ("PUT", "/limits"),
        ("PUT", "/run"),
        ("GET", "/quiet"),
        ("GET", "/actions"),
        ("POST", "/actions/tiny/incluir_produto"),
        ("GET", "/views"),
        ("GET", "/views/tiny/credenciais"),
        ("GET", "/journal"),
        ("GET", "/breaches"),
        ("GET", "/deliveries"),
        ("GET", "/deliveries/1"),
        ("POST", "/reset"),
        ("GET", "/snapshots"),
        ("PUT", "/snapshots/a"),
        ("POST", "/snapshots/a/restore"),
        ("DELETE", "/snapshots/a"),
        ("GET", "/export"),
    ],
)
def test_a_world_that_is_not_there(api, refused, method, path):
    assert refused(api.request(method, f"/worlds/nenhum{path}"), 404) == "não há mundo nenhum"


@pytest.mark.parametrize("seed", [2**63 - 1, 1 - 2**63, 0])
def test_the_largest_seeds_are_taken(control, seed):
    assert control.create_world(seed=seed).data["seed"] == seed
