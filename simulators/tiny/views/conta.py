"""What the screens of the account show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import extensoes, integracoes, settings
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS


@VIEWS.screen("Configurações > E-commerce > Token API", "Credenciais", columns.CREDENCIAIS)
def credenciais(work: Work) -> dict[str, Any]:
    """O que um cliente da API precisa: token, Developer-Id, CNPJ e os identificadores das integrações."""
    return {
        "token": settings.token(work),
        "developer_id": settings.developer_id(work),
        "cnpj": settings.cnpj(work),
        "integracoes": {item["plataforma"]: item["id"] for item in work.documents(integracoes.INTEGRACAO).find()},
    }


@VIEWS.screen("Configurações > Geral > Dados da empresa", "Dados da empresa", columns.EMPRESA)
def dados_da_empresa(work: Work) -> dict[str, Any]:
    """O cadastro da empresa: o que o serviço info responde e o que vai nas notas como emitente."""
    return dict(settings.conta(work))


@VIEWS.screen("Minha conta > Plano", "Plano e situação da conta", columns.PLANO)
def plano(work: Work) -> dict[str, Any]:
    """O plano da conta, os limites de acesso à API que ele dá, a situação da conta e todos os planos."""
    return {
        "plano": settings.ler(work, "plano"),
        "limite_por_minuto": settings.limite(work),
        "acessos_simultaneos": settings.limite_de_simultaneos(work),
        "suspensa": settings.ler(work, "bloqueada"),
        "manutencao": settings.ler(work, "manutencao"),
        "planos": dict(settings.PLANOS),
    }


@VIEWS.screen("Início > Extensões", "Extensões", columns.EXTENSAO)
def lista_de_extensoes(work: Work) -> list[dict[str, Any]]:
    """As extensões: seção, onde aparecem, preço por mês no plano da conta, se o plano as tem e se estão instaladas."""
    return [
        {
            "extensao": extensao.nome,
            "secao": extensao.secao,
            "lugar": extensao.lugar,
            "preco": extensoes.preco(work, extensao),
            "disponivel": extensoes.oferecida(work, extensao),
            "instalada": extensoes.instalada(work, extensao.nome),
        }
        for extensao in extensoes.EXTENSOES.values()
    ]


@VIEWS.screen("Simulador > Chaves", "Chaves", columns.CHAVES)
def chaves(work: Work) -> dict[str, Any]:
    """Todas as chaves do simulador e como estão."""
    return settings.chaves(work)
