from xml.etree import ElementTree

import pytest

PRODUCTS, STOCK = "lista.atualizacoes.produtos", "lista.atualizacoes.estoque"
BOTH = pytest.mark.parametrize("service", [PRODUCTS, STOCK])
EXTENSION = "API para estoque em tempo real"


@pytest.fixture
def today(account):
    """The world's day as the API writes it."""
    return account.world.now().strftime("%d/%m/%Y")


@pytest.fixture
def changed(account):
    """Two products with stock: both are in both queues."""
    return [account.include(codigo=code, estoque_atual=7) for code in ("A-1", "A-2")]


@pytest.fixture
def read(account, today):
    """Reads a page of a queue; gives the codes."""

    def page(service, pagina=1, since=today):
        answer = account.answer(service, dataAlteracao=since, pagina=str(pagina))
        assert answer["status"] == "OK", answer
        return [row["produto"]["codigo"] for row in answer["produtos"]]

    return page


@BOTH
@pytest.mark.fact("tiny-api2", 27)
def test_a_second_read_of_the_same_entries_is_code_20(account, changed, read, refused, today, service):
    codes = read(service)

    texts = refused(account.call(service, dataAlteracao=today), 20, 2)

    assert codes == ["A-1", "A-2"]
    assert texts == ["A Consulta não retornou registros"]


@BOTH
@pytest.mark.fact("tiny-api2", 16)
def test_an_empty_queue_is_code_20(account, refused, today, service):
    refused(account.call(service, dataAlteracao=today), 20, 2)


@pytest.mark.fact("tiny-api2", 27)
@BOTH
def test_without_the_extension_it_is_code_5(account, changed, read, refused, today, service):
    account.act("desinstalar_extensao", extensao=EXTENSION)

    texts = refused(account.call(service, dataAlteracao=today), 5, 1)
    assert texts == [f"API bloqueada ou sem acesso: extensão {EXTENSION} não instalada"]
    refused(account.call(service), 5, 1)
    account.act("instalar_extensao", extensao=EXTENSION)
    assert read(service) == ["A-1", "A-2"]


@BOTH
def test_the_date_is_mandatory(account, refused, service):
    assert refused(account.call(service), 10, 2) == ["O parâmetro dataAlteracao deve ser informado"]


@BOTH
@pytest.mark.parametrize("date", ["ontem", "2026-03-02", "32/01/2026", "1/2/2026", "02/03/2026 25:00:00"])
def test_what_is_no_date_is_refused(account, refused, service, date):
    assert refused(account.call(service, dataAlteracao=date), 31, 2) == ["A data de alteração é inválida"]


@pytest.mark.fact("tiny-api2", 27)
@BOTH
def test_what_is_older_than_thirty_days_is_refused_by_the_documented_text(account, changed, refused, today, service):
    account.world.advance(seconds=31 * 86_400)

    texts = refused(account.call(service, dataAlteracao=today), 31, 2)

    assert texts == ["Somente podem ser listados os registros dos últimos 30 dias"]


@BOTH
def test_thirty_days_ago_is_not_too_old(account, changed, read, service, today):
    account.world.advance(seconds=30 * 86_400)

    assert read(service, since=today) == ["A-1", "A-2"]


@BOTH
def test_a_moment_leaves_out_what_changed_before_it(account, read, service, today):
    account.include(codigo="A-1", estoque_atual=1)
    account.world.advance(seconds=3600)
    account.include(codigo="A-2", estoque_atual=1)

    assert read(service, since=account.world.now().strftime("%d/%m/%Y %H:%M:%S")) == ["A-2"]
    assert read(service) == ["A-1"]


def test_the_queues_empty_apart(changed, read):
    read(PRODUCTS)

    assert read(STOCK) == ["A-1", "A-2"]


def test_a_change_puts_a_product_in_its_queue_again(account, changed, read):
    read(PRODUCTS)

    account.act("alterar_produto", codigo="A-2", nome="Outro")

    assert read(PRODUCTS) == ["A-2"]


def test_a_product_that_waits_is_there_once(account, changed, read):
    for name in ("Um", "Dois"):
        account.act("alterar_produto", codigo="A-1", nome=name)

    assert read(PRODUCTS) == ["A-1", "A-2"]


def test_pages_are_read_one_after_another(account, read):
    account.act("importar_produtos", produtos=[{"nome": "X", "codigo": f"C-{n:03}"} for n in range(250)])

    pages = [read(PRODUCTS, page) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [100, 100, 50]
    assert [code for page in pages for code in page] == [f"C-{n:03}" for n in range(250)]


def test_asking_always_for_the_first_page_reads_all_too(account, read, refused, today):
    account.act("importar_produtos", produtos=[{"nome": "X", "codigo": f"C-{n:03}"} for n in range(150)])

    pages = [read(PRODUCTS), read(PRODUCTS)]

    assert [code for page in pages for code in page] == [f"C-{n:03}" for n in range(150)]
    refused(account.call(PRODUCTS, dataAlteracao=today), 20, 2)


def test_a_page_that_was_read_is_not_read_again(account, read, refused, today):
    account.act("importar_produtos", produtos=[{"nome": "X", "codigo": f"C-{n:03}"} for n in range(150)])
    read(PRODUCTS)
    read(PRODUCTS, 2)

    refused(account.call(PRODUCTS, dataAlteracao=today, pagina="2"), 20, 2)


@pytest.mark.fact("tiny-api2", 16)
@BOTH
def test_a_page_past_the_end_is_code_23_and_reads_nothing(account, changed, read, refused, today, service):
    refused(account.call(service, dataAlteracao=today, pagina="2"), 23, 2)

    assert read(service) == ["A-1", "A-2"]


@pytest.mark.fact("tiny-api2", 17)
def test_a_changed_product_is_a_row_with_the_moment_of_its_change(account, changed, today):
    (row, _) = account.answer(PRODUCTS, dataAlteracao=today)["produtos"]

    assert (row["produto"]["id"], row["produto"]["preco"]) == (int(changed[0]), 10)
    assert row["produto"]["data_alteracao"].startswith(f"{today} ")


@pytest.mark.fact("tiny-api2", 17)
def test_a_changed_balance_shows_the_deposits(account, changed, today):
    (row, _) = account.answer(STOCK, dataAlteracao=today)["produtos"]

    shown = row["produto"]
    assert (shown["id"], shown["tipo_variacao"], shown["saldo"], shown["saldoReservado"]) == (
        int(changed[0]),
        "N",
        7,
        0,
    )
    assert [(line["deposito"]["desconsiderar"], line["deposito"]["saldo"]) for line in shown["depositos"]] == [("N", 7)]
    assert shown["data_alteracao"].startswith(f"{today} ")


@pytest.mark.fact("tiny-api2", 5)
@BOTH
def test_in_xml_each_row_is_wrapped(account, changed, today, service):
    answer = account.call(service, dataAlteracao=today, formato=None)

    root = ElementTree.fromstring(answer.text)
    assert answer.text.startswith("<?xml ")
    assert [row.findtext("codigo") for row in root.findall("produtos/produto")] == ["A-1", "A-2"]


def test_a_blocked_company_is_text_in_the_stock_queue(account, refused, today):
    account.act("suspender_conta")

    refused(account.call(STOCK, dataAlteracao=today), "8", 1)
    refused(account.call(PRODUCTS, dataAlteracao=today), 8, 1)


def test_a_refused_read_leaves_the_queue_as_it_is(account, changed, read, today):
    account.act("iniciar_manutencao")
    account.call(STOCK, dataAlteracao=today)
    account.act("encerrar_manutencao")

    assert read(STOCK) == ["A-1", "A-2"]
