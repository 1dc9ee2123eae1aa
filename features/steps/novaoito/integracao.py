"""Passos da integração de produtos da Novaoito com o Tiny."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytest_bdd import given, parsers, then, when

from homologa.features.kit import onboarding, tables, text
from homologa.features.kit.errors import Divergence, NotApplicable, ScenarioMistake
from homologa.features.kit.integrations import sets_up
from homologa.features.kit.integrations.novaoito import NOVAOITO
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import ScreenRefused

ENDED = ("Concluída", "Concluída com erros")
OPERATIONS = ("Enviar produtos da loja para o ERP", "Mapear produtos da loja com o ERP")
WAITING = "Na fila"
HINTS = {
    WAITING: ": ninguém a assumiu; o conector assina erp.job.requested, ou declara a capacidade poll?",
    "Em andamento": ": o conector disse estar parado com ela assumida e aberta",
}


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
    onboarding.prepare(stage, NOVAOITO)


@when("o conector entra em operação")
@sets_up(NOVAOITO.name)
def entra_em_operacao(stage: Stage) -> None:
    """O conector recebe a loja e a conta do Tiny, e procura o que já estava pedido.

    Exemplo: Quando o conector entra em operação
    """
    onboarding.connect(stage, NOVAOITO)
    stage.settle()
    if stage.world.view("novaoito", "integracao")["situacao"] == WAITING:
        raise NotApplicable("o conector não procura o que foi pedido antes de ele entrar em operação")


@when(parsers.parse('integro os produtos pendentes com a operação "{operacao}"'))
def integro(stage: Stage, operacao: str) -> None:
    """Em ERP & CRM > Produtos > Integrar, escolhe Tiny e a operação e clica em "Integrar produtos pendentes".

    Exemplo: Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    """
    integrate_pending(operacao, stage, stage.act)


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
        if integration["plataforma"] == NOVAOITO.listed_as:
            stage.act("tiny", "inativar_integracao", identificador=integration["identificador"])


@when(parsers.parse('envio para o e-commerce os produtos "{skus}"'))
def envio_para_o_ecommerce(stage: Stage, skus: str) -> None:
    """No Tiny, marca os produtos, aciona "Enviar para o e-commerce", escolhe a Novaoito e avança.

    O produto sem código se marca com (vazio).

    Exemplo: Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    """
    _send(stage, _codes(skus))


@when(parsers.parse('envio para o e-commerce o produto de código exatamente "{codigo}"'))
def envio_exatamente(stage: Stage, codigo: str) -> None:
    """O mesmo que enviar para o e-commerce, com um produto cujo código é todo o texto entre as aspas.

    Exemplo: Quando envio para o e-commerce o produto de código exatamente " CAN-01 "
    """
    _send(stage, [codigo])


@then(parsers.parse('a integração termina como "{situacao}"'))
def termina_como(stage: Stage, situacao: str) -> None:
    """A última integração pedida na loja está na situação.

    Exemplo: Então a integração termina como "Concluída"
    """
    job = _last_job(stage)
    if job["situacao"] != situacao:
        text = f"a integração não terminou assim{_why(stage, job)}"
        raise Divergence(text, platform="novaoito", expected=situacao, found=job["situacao"])


@then("a integração termina")
def termina(stage: Stage) -> None:
    """A última integração pedida na loja foi até o fim, com ou sem erros em produtos.

    Exemplo: Então a integração termina
    """
    job = _last_job(stage)
    if job["situacao"] not in ENDED:
        text = f"a integração não terminou{_why(stage, job)}"
        raise Divergence(text, platform="novaoito", expected=" ou ".join(ENDED), found=job["situacao"])


@then("o resultado por produto é:")
def resultado_por_produto(stage: Stage, datatable: list[list[str]]) -> None:
    """Os resultados da última integração são os da tabela, e nenhum outro.

    Exemplo: Então o resultado por produto é:
    """
    expected, shown = tables.rows(datatable), stage.world.view("novaoito", "resultados")
    for row in expected:
        row["resultado"] = row["resultado"].capitalize()
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


def _refusal(stage: Stage, platform: str, text: str, refused: ScreenRefused) -> Exception:
    """What a refused screen means: the connector's doing, once it was set up; else the scenario's."""
    if not stage.connected:
        return ScenarioMistake(f"{text}: {refused.detail}")
    return Divergence(f"{text}: {refused.detail}", platform=platform, expected="aceito", found=refused.detail)


def _last_job(stage: Stage) -> dict[str, Any]:
    job: dict[str, Any] | None = stage.world.view("novaoito", "integracao")
    if job is None:
        raise ScenarioMistake("nenhuma integração foi pedida antes deste passo")
    return job


def _why(stage: Stage, job: dict[str, Any]) -> str:
    refused = stage.refused_notifications() if job["situacao"] == WAITING else []
    if refused:
        return f": ninguém a assumiu, e {refused[0]}"
    return HINTS.get(job["situacao"], f": {job['motivo']}" if job["motivo"] else "")


def _codes(skus: str) -> list[str]:
    return ["" if sku.strip() == text.EMPTY else sku.strip() for sku in skus.split(",")]


def integrate_pending(operation: str, stage: Stage, act: Callable[..., Any]) -> None:
    """Click on "Integrar produtos pendentes"; raises Divergence when the store refuses once a connector is at work."""
    if operation not in OPERATIONS:
        raise ScenarioMistake(f"não há a operação “{operation}”; há: {'; '.join(OPERATIONS)}")
    try:
        act("novaoito", "integrar_produtos_pendentes", sistema="Tiny", operacao=operation)
    except ScreenRefused as refused:
        raise _refusal(stage, "novaoito", "a loja recusou a integração", refused) from refused


def _send(stage: Stage, codes: list[str]) -> None:
    """Send products of Tiny to the store."""
    try:
        stage.act("tiny", "enviar_para_o_ecommerce", plataforma=NOVAOITO.listed_as, produtos=codes)
    except ScreenRefused as refused:
        text = "o Tiny recusou o envio"
        if "product" not in stage.capabilities.receivers:
            text += "; o conector não informou o receptor “product” na resposta ao /setup"
        raise _refusal(stage, "tiny", text, refused) from refused


def _demand_pending(stage: Stage, expected: list[str]) -> None:
    found = sorted(str(row["sku"] or "") for row in stage.world.view("novaoito", "pendentes"))
    if found != expected:
        raise Divergence("os produtos pendentes são outros", platform="novaoito", expected=expected, found=found)
