import pytest


@pytest.fixture
def thirty(account):
    """An account of 30 requests a minute, which are enforced."""
    account.act("trocar_de_plano", plano="Construa")
    account.world.set_limits("enforce")
    return account


@pytest.mark.fact("tiny-api2", 9)
def test_the_thirty_first_request_within_a_minute_is_code_6(thirty, refused):
    answers = [thirty.answer("info")["status"] for _ in range(30)]

    texts = refused(thirty.call("produto.incluir", produto="{"), 6, 1)

    assert answers == ["OK"] * 30
    assert texts == ["API Bloqueada - Excedido o número de acessos a API, aguarde alguns minutos e tente novamente"]


def test_the_next_minute_is_free(thirty, refused):
    for _ in range(30):
        thirty.call("info")
    thirty.world.advance(seconds=59)
    refused(thirty.call("info"), 6, 1)
    thirty.world.advance(seconds=1)

    assert thirty.answer("info")["status"] == "OK"


def test_a_request_with_a_wrong_token_is_not_counted(thirty):
    for _ in range(40):
        thirty.call("info", token="x")

    assert thirty.answer("info")["status"] == "OK"


def test_accounts_are_counted_apart(thirty, another_account):
    another_account.world.set_limits("enforce")
    for _ in range(31):
        thirty.call("info")

    assert another_account.answer("info")["status"] == "OK"


def test_a_service_of_undocumented_name_that_is_not_taken_costs_nothing(thirty):
    for _ in range(40):
        thirty.call("info.obter")

    assert thirty.answer("info")["status"] == "OK"


def test_observing_answers_and_reports(account):
    account.act("trocar_de_plano", plano="Construa")
    answers = [account.answer("info")["status"] for _ in range(31)]

    findings = [found["findings"] for found in account.world.journal(operation="info")]

    assert answers == ["OK"] * 31
    assert [bool(found) for found in findings] == [False] * 30 + [True]


def test_switched_off_nothing_is_counted(account):
    account.act("trocar_de_plano", plano="Construa")
    account.world.set_limits("off")
    for _ in range(31):
        account.call("info")

    assert account.world.journal(operation="info", newest=True)[-1]["findings"] == []
