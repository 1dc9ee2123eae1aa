import httpx
import pytest


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("reset",), "conexão derrubada, nas próximas 1, em qualquer chamada."),
        (
            ("latency", "--seconds", "2.5", "--always", "--after", "3", "--platform", "tiny"),
            "demora seconds 2,5 commit after, sempre, depois de 3, tiny.",
        ),
        (
            ("status", "--status", "502", "--nth", "2", "--platform", "tiny", "--operation", "info"),
            "erro da borda status 502, na 2ª, tiny info.",
        ),
        (("reordered", "--platform", "tiny"), "resultados em outra ordem, nas próximas 1, tiny."),
        (("cut", "--length", "10", "--contains", "CAN-1"), "resposta cortada length 10, nas próximas 1, com “CAN-1”."),
    ],
)
def test_a_fault_is_armed_and_told(world, homologa, words, told):
    assert homologa("fault", "add", *words) == f"Falha 1 armada: {told}\n"


def test_faults_are_listed_with_what_they_did(site, world, homologa):
    homologa("fault", "add", "status", "--status", "503", "--label", "queda", "--platform", "tiny")
    tiny = world.data["platforms"]["tiny"]
    with httpx.Client(transport=site.transport) as client:
        answer = client.post(f"{tiny['url']}/api2/info.php", data={"token": tiny["credentials"]["token"]})

    head, row = homologa("fault", "list").splitlines()

    assert answer.status_code == 503
    assert head.split() == ["nº", "falha", "quando", "onde", "visadas", "agiu", "nome"]
    assert row.split()[-3:] == ["1", "1", "queda"]
    assert homologa("fault", "show", "1").splitlines() == [head, row]


def test_faults_are_removed(world, homologa):
    for _ in range(3):
        homologa("fault", "add", "reset")

    assert homologa("fault", "remove", "2") == "Falha 2 desarmada.\n"
    assert len(world.faults.all()) == 2
    assert homologa("fault", "clear") == "Nenhuma falha armada.\n"
    assert homologa("fault", "list") == "Nenhuma falha armada.\n"


@pytest.mark.parametrize(
    "words",
    [("add", "terremoto"), ("add", "status"), ("add", "reset", "--operation", "infos"), ("remove", "9"), ("show", "x")],
)
def test_a_fault_that_makes_no_sense_is_wrong_usage(world, call, words):
    assert call("fault", *words).exit_code == 2


def test_the_kinds_are_explained(homologa):
    text = homologa("fault", "add", "--help")

    assert "  lost_answer  o pedido é atendido e gravado, e a resposta se perde\n" in text


def test_operations_are_listed_as_faults_name_them(world, homologa):
    assert "produto.incluir" in homologa("fault", "operations")


def test_doctor_tells_of_armed_faults(world, homologa):
    homologa("fault", "add", "reset")

    assert "aviso     falhas: 1 armada" in homologa("doctor")
