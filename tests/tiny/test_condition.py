import pytest


@pytest.mark.fact("tiny-api2", 8)
@pytest.mark.parametrize("plan", ["Começar", "Avance"])
def test_a_plan_without_api_is_code_5(account, refused, plan):
    account.act("trocar_de_plano", plano=plan)

    refused(account.call("info"), 5, 1)
    refused(account.call("produto.obter"), 5, "1")


@pytest.mark.fact("tiny-api2", 8)
def test_a_blocked_company_is_code_8(account, refused):
    account.act("suspender_conta")

    refused(account.call("info"), 8, 1)
    account.act("reativar_conta")
    assert account.answer("info")["status"] == "OK"


@pytest.mark.fact("tiny-api2", 8)
def test_maintenance_is_code_99(account, refused):
    account.act("iniciar_manutencao")

    assert refused(account.call("info"), 99, 1) == ["Sistema em manutenção"]
    account.act("encerrar_manutencao")
    assert account.answer("info")["status"] == "OK"


@pytest.mark.fact("tiny-api2", 8)
def test_plan_company_and_maintenance_are_checked_in_this_order_before_the_rate(account, refused):
    account.world.set_limits("enforce")
    for _ in range(61):
        limited = account.call("info")
    account.act("iniciar_manutencao")
    account.act("suspender_conta")
    account.act("trocar_de_plano", plano="Avance")

    refused(limited, 6, 1)
    refused(account.call("info", token="x"), 2, 1)
    refused(account.call("info"), 5, 1)
    account.act("trocar_de_plano", plano="Essencial")
    refused(account.call("info"), 8, 1)
    account.act("reativar_conta")
    refused(account.call("info"), 99, 1)
    account.act("encerrar_manutencao")
    refused(account.call("info"), 6, 1)


@pytest.mark.parametrize("action", ["suspender_conta", "iniciar_manutencao"])
def test_a_refused_account_is_not_changed(account, action):
    id_produto = account.include(codigo="A-1")
    account.act(action)

    answer = account.write("produto.alterar", {"sequencia": 1, "id": id_produto, "nome": "Outro"})

    assert answer["status"] == "Erro"
    assert account.screen("A-1")["nome"] == "Caneca"


@pytest.mark.parametrize(
    ("plan", "limit"),
    [
        *[(plan, 0) for plan in ("Começar", "Avance")],
        *[(plan, 30) for plan in ("Crescer", "Construa", "Iniciante", "Básico")],
        *[(plan, 60) for plan in ("Evoluir", "Impulsione", "Essencial")],
        *[(plan, 120) for plan in ("Potencializar", "Domine", "Protagonize", "Grande")],
    ],
)
def test_the_limit_is_that_of_the_plan(account, plan, limit):
    assert account.act("trocar_de_plano", plano=plan) == {"limite_por_minuto": limit}
    assert account.call("info").headers["x-limit-api"] == str(limit)
