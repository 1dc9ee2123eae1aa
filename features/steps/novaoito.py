"""Passos da integração da Novaoito com o Tiny."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then, when

from features.kit import tables
from features.kit.errors import Divergence
from features.kit.stage import Stage
from simulators.control.client import ScreenRefused

PLATFORM = "Novaoito e-commerce"

ENDED = ("Concluída", "Concluída com erros")


@given("a loja Novaoito integrada ao Tiny")
def loja_integrada(stage: Stage) -> None:
    """Instala e configura o aplicativo Tiny ERP, inclui a integração no Tiny e entrega tudo ao conector.

    Exemplo: Dado a loja Novaoito integrada ao Tiny
    """
    included = stage.act("tiny", "incluir_integracao", plataforma=PLATFORM, nome="Minha loja")
    stage.act("novaoito", "instalar")
    configure(stage, included["identificador"])
    store = stage.world.view("novaoito", "credenciais")
    tiny = stage.world.view("tiny", "credenciais")
    stage.setup(
        "novaoito",
        {
            "tiny": {
                "token": tiny["token"],
                "developer_id": tiny["developer_id"],
                "id_ecommerce": included["identificador"],
                "cnpj": tiny["cnpj"],
            },
            "novaoito": {"app_token": store["app_token"], "store_id": store["store_id"]},
        },
        _settings(store["configuracao"]),
    )
    receiver = stage.capabilities.receivers.get("product", "")
    stage.act("tiny", "salvar_integracao", identificador=included["identificador"], url_produtos=receiver)


@given("que o aplicativo Tiny ERP está instalado e sem configuração")
def aplicativo_instalado(stage: Stage) -> None:
    """Instala o aplicativo Tiny ERP na loja sem preencher os dados da conta do Tiny.

    Exemplo: Dado que o aplicativo Tiny ERP está instalado e sem configuração
    """
    stage.act("novaoito", "instalar")


@given("o aplicativo Tiny ERP instalado e configurado")
def aplicativo_configurado(stage: Stage) -> None:
    """Instala e configura o aplicativo Tiny ERP na loja, sem pôr nenhum conector a trabalhar.

    Exemplo: Dado o aplicativo Tiny ERP instalado e configurado
    """
    included = stage.act("tiny", "incluir_integracao", plataforma=PLATFORM, nome="Minha loja")
    stage.act("novaoito", "instalar")
    configure(stage, included["identificador"])


@when(parsers.parse('integro os produtos pendentes com a operação "{operacao}"'))
def integro(stage: Stage, operacao: str) -> None:
    """Em ERP & CRM > Produtos > Integrar, escolhe Tiny e a operação e clica em "Integrar produtos pendentes".

    Exemplo: Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    """
    try:
        stage.act("novaoito", "integrar_produtos_pendentes", sistema="Tiny", operacao=operacao)
    except ScreenRefused as refused:
        raise Divergence(
            "a loja recusou a integração", platform="novaoito", expected="aceita", found=refused.detail
        ) from refused


@given(parsers.parse('que integrei os produtos pendentes com a operação "{operacao}"'))
def integrei(stage: Stage, operacao: str) -> None:
    """O mesmo que integrar os produtos pendentes, como coisa já feita.

    Exemplo: Dado que integrei os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    """
    integro(stage, operacao)


@when("inativo no Tiny a integração com a Novaoito")
def inativo_a_integracao(stage: Stage) -> None:
    """Em Configurações > E-commerce > Integrações, desliga a integração da Novaoito.

    Exemplo: Quando inativo no Tiny a integração com a Novaoito
    """
    for integration in stage.world.view("tiny", "lista_de_integracoes"):
        if integration["plataforma"] == PLATFORM:
            stage.act("tiny", "inativar_integracao", identificador=integration["identificador"])


@when(parsers.parse('envio para o e-commerce os produtos "{skus}"'))
def envio_para_o_ecommerce(stage: Stage, skus: str) -> None:
    """No Tiny, marca os produtos, aciona "Enviar para o e-commerce", escolhe a Novaoito e avança.

    Exemplo: Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    """
    try:
        stage.act("tiny", "enviar_para_o_ecommerce", plataforma=PLATFORM, produtos=skus)
    except ScreenRefused as refused:
        raise Divergence(
            "o Tiny recusou o envio", platform="tiny", expected="aceito", found=refused.detail
        ) from refused


@then(parsers.parse('a integração termina como "{situacao}"'))
def termina_como(stage: Stage, situacao: str) -> None:
    """A última integração pedida na loja está na situação.

    Exemplo: Então a integração termina como "Concluída"
    """
    job = stage.world.view("novaoito", "integracao") or {}
    if job.get("situacao") != situacao:
        raise Divergence(
            "a integração não terminou assim",
            platform="novaoito",
            expected=situacao,
            found=job.get("situacao"),
        )


@then("a integração termina")
def termina(stage: Stage) -> None:
    """A última integração pedida na loja foi até o fim, com ou sem erros em produtos.

    Exemplo: Então a integração termina
    """
    job = stage.world.view("novaoito", "integracao") or {}
    if job.get("situacao") not in ENDED:
        expected = " ou ".join(ENDED)
        raise Divergence("a integração não terminou", platform="novaoito", expected=expected, found=job.get("situacao"))


@then("o resultado por produto é:")
def resultado_por_produto(stage: Stage, datatable: list[list[str]]) -> None:
    """Os resultados da última integração são os da tabela, e nenhum outro.

    Exemplo: Então o resultado por produto é:
    """
    expected, shown = tables.rows(datatable), stage.world.view("novaoito", "resultados")
    if len(shown) != len(expected) or tables.missing(expected, shown):
        found = tables.narrowed(list(expected[0]), shown)
        raise Divergence("os resultados são outros", platform="novaoito", expected=expected, found=found)


@then("nenhum produto é pendente")
def nenhum_pendente(stage: Stage) -> None:
    """A lista de produtos pendentes está vazia.

    Exemplo: Então nenhum produto é pendente
    """
    _demand_pending(stage, [])


@then(parsers.parse('só são pendentes os produtos "{skus}"'))
def so_sao_pendentes(stage: Stage, skus: str) -> None:
    """A lista de produtos pendentes tem esses SKUs e nenhum outro; um SKU repetido aparece repetido.

    Exemplo: Então só são pendentes os produtos "CAN-01, CAN-02"
    """
    _demand_pending(stage, sorted(sku.strip() for sku in skus.split(",")))


@then("o resultado do envio no Tiny é:")
def resultado_do_envio(stage: Stage, datatable: list[list[str]]) -> None:
    """No Tiny, cada produto enviado mostra a sua situação e, se houve, a mensagem.

    Exemplo: Então o resultado do envio no Tiny é:
    """
    expected, shown = tables.rows(datatable), stage.world.view("tiny", "resultado_do_envio")
    if len(shown) != len(expected) or tables.missing(expected, shown):
        found = tables.narrowed(list(expected[0]), shown)
        raise Divergence("o resultado do envio é outro", platform="tiny", expected=expected, found=found)


def configure(stage: Stage, identifier: int) -> None:
    """Fill the app's settings with the account of the Tiny of this world."""
    tiny = stage.world.view("tiny", "credenciais")
    stage.act("novaoito", "configurar", cnpj=tiny["cnpj"], identificador=identifier, token=tiny["token"])


def _settings(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shown.items() if name != "tiny_token"}


def _demand_pending(stage: Stage, expected: list[str]) -> None:
    found = sorted(str(row["sku"] or "") for row in stage.world.view("novaoito", "pendentes"))
    if found != expected:
        raise Divergence("os produtos pendentes são outros", platform="novaoito", expected=expected, found=found)
