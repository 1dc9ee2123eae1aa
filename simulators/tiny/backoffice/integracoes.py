"""The screens of the integrations with e-commerce platforms."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS
from homologa.simulators.tiny.rules import envios, integracoes, mapeamentos

PRODUTOS = "Cadastros > Produtos"
INTEGRACOES = "Configurações > E-commerce > Integrações"
TELA_NOVA = "Início > Integrações"
CREDENCIAIS = f"{INTEGRACOES} > Ver credenciais de acesso"
CONFIGURACOES = f"{INTEGRACOES} > Configurações"
ESTOQUE = f"{INTEGRACOES} > Produtos > Regras de estoque"


@ACTIONS.screen(PRODUTOS, "Enviar para o e-commerce")
def enviar_para_o_ecommerce(work: Work, *, plataforma: str, produtos: list[str]) -> dict[str, Any]:
    """Marca os produtos, escolhe a Plataforma e avança: cada produto vai à URL para envio de produtos."""
    return envios.enviar(work, plataforma, produtos)


@ACTIONS.screen(INTEGRACOES, "Incluir integração")
def incluir_integracao(work: Work, *, plataforma: str, nome: str) -> dict[str, Any]:
    """Inclui uma integração, ainda não configurada, e mostra o Identificador do integrador."""
    integracao = integracoes.incluir(work, plataforma, nome)
    return {"identificador": integracao["id"], "situacao": integracao["situacao"]}


@ACTIONS.screen(TELA_NOVA, "Instalar")
def instalar_integracao(work: Work, *, plataforma: str, nome: str) -> dict[str, Any]:
    """Tela nova, "Adicionar integração": inclui uma integração, que fica Não conectada até funcionar."""
    integracao = integracoes.incluir(work, plataforma, nome, tela_nova=True)
    return {"identificador": integracao["id"], "situacao": integracao["situacao"]}


@ACTIONS.screen(f"{INTEGRACOES} > Integração", "Salvar nome")
def renomear_integracao(work: Work, *, identificador: int, nome: str) -> dict[str, Any]:
    """Aba Integração (Conexão, na tela nova): muda o nome; a plataforma não muda."""
    return {"nome": integracoes.renomear(work, identificador, nome)["nome"]}


@ACTIONS.screen(CREDENCIAIS, "Gerar novo token")
def gerar_token_da_integracao(work: Work, *, identificador: int) -> dict[str, Any]:
    """Troca o token próprio da integração; o anterior deixa de valer."""
    integracoes.gerar_token(work, identificador)
    return {"token": "trocado"}


@ACTIONS.screen(ESTOQUE, "Salvar")
def salvar_regra_de_estoque(work: Work, *, identificador: int, enviar: str) -> dict[str, Any]:
    """Escolhe o saldo que vai nos avisos de estoque: físico (o padrão) ou disponível."""
    tipo = integracoes.tipo_de_estoque(enviar)
    return {"tipo_estoque": integracoes.configurar(work, identificador, {"tipo_estoque": tipo})["tipo_estoque"]}


@ACTIONS.screen(CONFIGURACOES, "Salvar")
def configurar_integracao(
    work: Work,
    *,
    identificador: int,
    importacao_automatica: bool | None = None,
    email_enviado: bool | None = None,
    email_entregue: bool | None = None,
) -> dict[str, Any]:
    """Aba Configurações: importação automática e os e-mails que o próprio Tiny manda, sem efeito na plataforma."""
    opcoes = {
        "importacao_automatica": importacao_automatica,
        "email_enviado": email_enviado,
        "email_entregue": email_entregue,
    }
    informadas = {nome: valor for nome, valor in opcoes.items() if valor is not None}
    return {"situacao": integracoes.configurar(work, identificador, informadas)["situacao"]}


@ACTIONS.screen(INTEGRACOES, "Salvar")
def salvar_integracao(
    work: Work,
    *,
    identificador: int,
    url_produtos: str | None = None,
    url_estoque: str | None = None,
    url_precos: str | None = None,
    url_situacao: str | None = None,
    url_rastreio: str | None = None,
    url_nota_fiscal: str | None = None,
    url_cotacao_frete: str | None = None,
) -> dict[str, Any]:
    """Aba Notificações: salva as URLs; cada URL nova recebe um aviso de corpo vazio."""
    urls = {
        "produto": url_produtos,
        "estoque": url_estoque,
        "precos": url_precos,
        "situacao_pedido": url_situacao,
        "rastreio": url_rastreio,
        "nota_fiscal": url_nota_fiscal,
        "cotacao_frete": url_cotacao_frete,
    }
    informadas = {tipo: url for tipo, url in urls.items() if url is not None}
    return {"situacao": integracoes.salvar(work, identificador, informadas)["situacao"]}


@ACTIONS.screen(INTEGRACOES, "Inativar")
def inativar_integracao(work: Work, *, identificador: int) -> dict[str, Any]:
    """Desliga uma integração Ativa."""
    return {"situacao": integracoes.inativar(work, identificador)["situacao"]}


@ACTIONS.screen(INTEGRACOES, "Reativar")
def reativar_integracao(work: Work, *, identificador: int) -> dict[str, Any]:
    """Liga outra vez uma integração Inativa."""
    return {"situacao": integracoes.reativar(work, identificador)["situacao"]}


@ACTIONS.screen(INTEGRACOES, "Remover")
def remover_integracao(work: Work, *, identificador: int) -> None:
    """Remove uma integração, com o token próprio e os mapeamentos dela."""
    integracoes.remover(work, identificador)
    mapeamentos.remover_da_integracao(work, identificador)
