"""The steps by which notifications are lost, late, doubled or forged, and what they do not understand."""

import pytest

from homologa.features.kit.driver import Capabilities
from homologa.features.kit.errors import ScenarioMistake, Unsupported
from homologa.features.kit.stage import Stage
from homologa.features.steps import entregas


@pytest.fixture
def stage(homologa_control, homologa_world) -> Stage:
    return Stage(homologa_control, None, homologa_world, Capabilities())


@pytest.mark.parametrize(
    ("which", "occurrence"),
    [
        ("a próxima notificação", {"nth": None, "next": 1, "while": False}),
        ("a 2ª notificação", {"nth": 2, "next": None, "while": False}),
        ("cada uma das próximas 3 notificações", {"nth": None, "next": 3, "while": False}),
        ("toda notificação", {"nth": None, "next": None, "while": True}),
    ],
)
@pytest.mark.parametrize(("whose", "platform"), [("do Tiny", "tiny"), ("da Novaoito", "novaoito")])
def test_which_notifications_are_meant(stage, which, occurrence, whose, platform):
    entregas.se_perde(stage, which, "estoque", f'{whose} sobre "CAN-01"')

    (plan,) = stage.world.plans.all()
    assert {name: plan[name] for name in occurrence} == occurrence
    assert (plan["platform"], plan["kind"], plan["subject"]) == (platform, "estoque", "CAN-01")


@pytest.mark.parametrize(
    ("step", "details", "effect"),
    [
        (entregas.chega_duas_vezes, (), {"kind": "duplicate", "times": 2, "spacing": 0}),
        (entregas.chega_de_novo, (10,), {"kind": "duplicate", "times": 2, "spacing": 600}),
        (entregas.se_perde, (), {"kind": "drop", "as": "delivered"}),
        (entregas.chega_na_tentativa, (3,), {"kind": "drop", "as": "failed", "times": 2}),
        (entregas.nao_chega, (), {"kind": "drop", "as": "failed"}),
        (entregas.atrasa, (10,), {"kind": "delay", "seconds": 600}),
        (entregas.conexao_cai, (), {"kind": "cut", "times": 1}),
        (entregas.sem_assinatura, (), {"kind": "forge", "signature": "missing", "times": 1, "seconds": 600}),
        (entregas.assinatura_errada, (), {"kind": "forge", "signature": "wrong", "times": 1, "seconds": 600}),
        (entregas.assinatura_antiga, (6,), {"kind": "forge", "signature": "old", "times": 1, "seconds": 360}),
        (entregas.depois_da_chamada, (2,), {"kind": "interleave", "call": 2, "called": None, "operation": None}),
    ],
)
def test_what_happens_to_them(stage, step, details, effect):
    step(stage, "a 2ª notificação", "erp.job.requested", "da Novaoito", *details)

    (plan,) = stage.world.plans.all()
    assert (plan["platform"], plan["nth"], plan["effect"]) == ("novaoito", 2, effect)


def test_a_signature_is_old_to_the_second_where_time_is_virtual(stage):
    stage.capabilities = Capabilities(names=frozenset({"clock"}))
    entregas.assinatura_de_segundos(stage, "a próxima notificação", "erp.job.requested", "da Novaoito", 301)

    (plan,) = stage.world.plans.all()
    assert plan["effect"] == {"kind": "forge", "signature": "old", "times": 1, "seconds": 301}


def test_a_signature_is_not_old_to_the_second_in_real_time(stage):
    with pytest.raises(Unsupported):
        entregas.assinatura_de_segundos(stage, "a próxima notificação", "erp.job.requested", "da Novaoito", 301)


@pytest.mark.parametrize(
    ("which", "whose", "part"),
    [
        ("a primeira notificação", "do Tiny", "não entendi “a primeira notificação”; diga “a próxima notificação”"),
        ("toda notificação", "no Tiny", "não entendi “no Tiny”"),
        ("toda notificação", "do Bling", "não há plataforma “o Bling”"),
        ("a 0ª notificação", "do Tiny", "nth tem de ser um número inteiro de 1"),
    ],
)
def test_what_is_not_understood_is_a_mistake_of_the_scenario(stage, which, whose, part):
    with pytest.raises(ScenarioMistake, match=part):
        entregas.se_perde(stage, which, "estoque", whose)


def test_only_who_signs_can_be_forged(stage):
    with pytest.raises(ScenarioMistake, match="uma que assine: novaoito"):
        entregas.sem_assinatura(stage, "toda notificação", "estoque", "do Tiny")


def test_the_first_attempt_cannot_be_waited_for(stage):
    with pytest.raises(ScenarioMistake, match="times tem de ser um número inteiro de 1"):
        entregas.chega_na_tentativa(stage, "toda notificação", "estoque", "do Tiny", 1)
