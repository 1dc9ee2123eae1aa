"""The steps by which calls go wrong, and what they do not understand."""

import pytest

from homologa.features.kit.driver import Capabilities
from homologa.features.kit.errors import NotApplicable, ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.steps import falhas


@pytest.fixture
def stage(homologa_control, homologa_world) -> Stage:
    return Stage(homologa_control, None, homologa_world, Capabilities())


@pytest.mark.parametrize(
    ("which", "turn"),
    [
        ("a próxima chamada", {"nth": None, "next": 1, "while": False}),
        ("a 2ª chamada", {"nth": 2, "next": None, "while": False}),
        ("cada uma das próximas 3 chamadas", {"nth": None, "next": 3, "while": False}),
        ("toda chamada", {"nth": None, "next": None, "while": True}),
    ],
)
def test_which_calls_are_meant(stage, which, turn):
    falhas.perde_a_resposta(stage, which, "produto.incluir", 'do Tiny com "CAN-01"')

    (rule,) = stage.world.faults.all()
    assert {name: rule[name] for name in turn} == turn
    assert (rule["platform"], rule["operation"], rule["contains"]) == ("tiny", "produto.incluir", "CAN-01")


@pytest.mark.parametrize(
    ("step", "details", "fault"),
    [
        (falhas.perde_a_resposta, (), {"kind": "lost_answer"}),
        (falhas.conexao_derrubada, (), {"kind": "reset"}),
        (falhas.resposta_cortada, (20,), {"kind": "cut", "length": 20}),
        (falhas.respondida_com_status, (503,), {"kind": "status", "status": 503}),
        (falhas.recusada_por_excesso, (), {"kind": "blocked"}),
        (falhas.demora, (90,), {"kind": "latency", "seconds": 90}),
        (falhas.pagina_no_lugar, (), {"kind": "malformed"}),
        (falhas.em_outra_ordem, (), {"kind": "reordered"}),
    ],
)
def test_what_goes_wrong(stage, step, details, fault):
    step(stage, "toda chamada", "stock.bulk", "da Novaoito", *details)

    (rule,) = stage.world.faults.all()
    assert rule["platform"] == "novaoito"
    assert rule["fault"].items() >= fault.items()


@pytest.mark.parametrize(
    ("which", "operation", "owner", "part"),
    [
        ("a primeira chamada", "info", "do Tiny", "não entendi “a primeira chamada”; diga “a próxima chamada”"),
        ("a 0ª chamada", "info", "do Tiny", "nth tem de ser um número inteiro de 1"),
        ("toda chamada", "produto.inclui", "do Tiny", "você quis dizer produto.incluir"),
        ("toda chamada", "info", "no Tiny", "não entendi “no Tiny”"),
        ("toda chamada", "info", "do Bling", "não há plataforma “o Bling”"),
    ],
)
def test_what_is_not_understood_is_a_mistake_of_the_scenario(stage, which, operation, owner, part):
    with pytest.raises(ScenarioMistake, match=part):
        falhas.perde_a_resposta(stage, which, operation, owner)


def test_a_fault_that_struck_nothing_leaves_nothing_to_judge(stage):
    falhas.perde_a_resposta(stage, "a próxima chamada", "info", "do Tiny")

    with pytest.raises(NotApplicable, match="o conector não fez a chamada a info"):
        falhas.falha_aconteceu(stage)
    falhas.falhas_removidas(stage)
    falhas.falha_aconteceu(stage)
