"""What the screens of the integrations show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import integracoes, mapeamentos
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS, mapeamento

INTEGRACOES = "Configurações > E-commerce > Integrações"
ENVIO = "Cadastros > Produtos > Enviar para o e-commerce"


@VIEWS.screen(ENVIO, "Plataformas oferecidas", columns.INTEGRACAO)
def plataformas_oferecidas(work: Work) -> list[dict[str, Any]]:
    """As integrações que a tela de envio oferece."""
    return [_integracao(item) for item in integracoes.oferecidas(work)]


@VIEWS.screen(ENVIO, "Resultado do envio", columns.RESULTADO)
def resultado_do_envio(work: Work, *, codigo: str | None = None) -> list[dict[str, Any]]:
    """O resultado de cada produto enviado: mapeado, não mapeado (com a mensagem) ou enviando."""
    linhas = []
    for item in work.documents(mapeamentos.MAPEAMENTO).find():
        produto = produtos.obter(work, item["id_produto"])
        if codigo is None or produto["codigo"] == codigo:
            linhas.append({"codigo": produto["codigo"], "id": produto["id"], **mapeamento(item)})
    return linhas


@VIEWS.screen(INTEGRACOES, "Integrações", columns.INTEGRACAO)
def lista_de_integracoes(work: Work) -> list[dict[str, Any]]:
    """Todas as integrações da conta, cada uma com a sua situação."""
    return [_integracao(item) for item in work.documents(integracoes.INTEGRACAO).find()]


@VIEWS.screen(f"{INTEGRACOES} > Notificações", "URLs salvas", columns.URL_SALVA)
def urls_da_integracao(work: Work, *, identificador: int) -> list[dict[str, Any]]:
    """As URLs salvas, uma por linha, com a resposta que cada uma deu à verificação de corpo vazio."""
    integracao = integracoes.obter(work, identificador)
    return [
        {"aviso": tipo, "url": url, "resposta": integracao["respostas"][tipo]}
        for tipo, url in integracao["urls"].items()
        if url
    ]


@VIEWS.screen(f"{INTEGRACOES} > Ver credenciais de acesso", "Credenciais de acesso", columns.ACESSO_DA_INTEGRACAO)
def credenciais_da_integracao(work: Work, *, identificador: int) -> dict[str, Any]:
    """O Identificador do integrador e o Token da integração; nas integrações por API, o Endpoint de parceiro."""
    integracao = integracoes.obter(work, identificador)
    return {
        "identificador": identificador,
        "token": integracao["token"],
        "endpoint_de_parceiro": integracoes.endpoint_de_parceiro(integracao),
    }


def _integracao(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "identificador": item["id"],
        "plataforma": item["plataforma"],
        "nome": item["nome"],
        "situacao": item["situacao"],
        "urls": item["urls"],
        **{nome: item[nome] for nome in integracoes.OPCOES},
    }
