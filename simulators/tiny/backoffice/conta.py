"""The screens of the account: token, extensions, plan, what Tiny's own staff does, and the simulator's switches."""

from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS, informados
from homologa.simulators.tiny.rules import empresa, extensoes, settings
from homologa.simulators.tiny.rules.notas import emissao

CHAVE_DA_API = "Configurações > E-commerce > Token API"
PLANO = "Minha conta > Plano"
EMPRESA = "Configurações > Geral > Dados da empresa"
FORNECEDOR = "Administração do Tiny"
CHAVES = "Simulador > Chaves"
EXTENSOES = "Início > Extensões"
LOTES_POR_MINUTO = 5


@ACTIONS.screen(CHAVE_DA_API, "Gerar novo token")
def gerar_novo_token(work: Work) -> dict[str, Any]:
    """Troca o token da conta; o anterior deixa de valer. Exige a extensão Token API."""
    if not extensoes.instalada(work, extensoes.CHAVE_DA_API):
        raise ScreenRefusal(f"Instale a extensão “{extensoes.CHAVE_DA_API}” em {EXTENSOES}.")
    settings.gerar_token(work)
    return {"token": "trocado"}


@ACTIONS.screen(EMPRESA, "Salvar")
def salvar_dados_da_empresa(
    work: Work,
    *,
    razao_social: str | None = None,
    fantasia: str | None = None,
    cnpj_cpf: str | None = None,
    inscricao_estadual: str | None = None,
    regime_tributario: str | None = None,
    endereco: str | None = None,
    numero: str | None = None,
    complemento: str | None = None,
    bairro: str | None = None,
    cep: str | None = None,
    cidade: str | None = None,
    estado: str | None = None,
    fone: str | None = None,
    email: str | None = None,
) -> dict[str, Any]:
    """Muda só os dados informados da empresa, que é quem emite as notas; o CNPJ pode ter letras."""
    return dict(empresa.mudar(work, informados(locals())))


@ACTIONS.screen(EXTENSOES, "Instalar")
def instalar_extensao(work: Work, *, extensao: str, confirmar: bool = True) -> dict[str, Any]:
    """Instala uma extensão; sem confirmar, só mostra o preço por mês no plano da conta."""
    escolhida = extensoes.instalar(work, extensao) if confirmar else extensoes.obter(extensao)
    return {
        "extensao": escolhida.nome,
        "preco": extensoes.preco(work, escolhida),
        "instalada": extensoes.instalada(work, extensao),
    }


@ACTIONS.screen(EXTENSOES, "Desinstalar")
def desinstalar_extensao(work: Work, *, extensao: str) -> dict[str, Any]:
    """Remove uma extensão; sem a Token API o token da conta deixa de existir."""
    extensoes.remover(work, extensao)
    return {"extensao": extensao, "instalada": False}


@ACTIONS.screen(PLANO, "Trocar de plano")
def trocar_de_plano(work: Work, *, plano: str) -> dict[str, Any]:
    """Troca o plano, e com ele o limite de acessos por minuto."""
    settings.trocar_plano(work, plano)
    return {"limite_por_minuto": settings.limite(work)}


@ACTIONS.screen(FORNECEDOR, "Suspender conta")
def suspender_conta(work: Work) -> None:
    """Bloqueia a empresa: a API responde com o código 8."""
    settings.mudar(work, "bloqueada", True)


@ACTIONS.screen(FORNECEDOR, "Reativar conta")
def reativar_conta(work: Work) -> None:
    """Desbloqueia a empresa."""
    settings.mudar(work, "bloqueada", False)


@ACTIONS.screen(FORNECEDOR, "Iniciar manutenção")
def iniciar_manutencao(work: Work) -> None:
    """Põe o sistema em manutenção: a API responde com o código 99."""
    settings.mudar(work, "manutencao", True)


@ACTIONS.screen(FORNECEDOR, "Encerrar manutenção")
def encerrar_manutencao(work: Work) -> None:
    """Tira o sistema da manutenção."""
    settings.mudar(work, "manutencao", False)


@ACTIONS.screen(CHAVES, "Recusar código de produto repetido")
def recusar_codigo_repetido(work: Work, *, recusar: bool) -> None:
    """produto.incluir com código repetido: recusa com o código 30, ou aceita (o padrão)."""
    settings.mudar(work, "duplicate_product_code", "error30" if recusar else "allow")


@ACTIONS.screen(CHAVES, "Exigir Developer-Id para mapeamentos")
def exigir_developer_id(work: Work, *, exigir: bool) -> None:
    """Mapeamentos na API: só com o cabeçalho Developer-Id (o padrão), ou para qualquer cliente."""
    settings.mudar(work, "developer_id_needed", exigir)


@ACTIONS.screen(CHAVES, "Recolher listas de um elemento")
def recolher_listas(work: Work, *, recolher: bool) -> None:
    """Respostas da API: lista de um elemento vem sem a lista, e lista vazia vem como texto vazio; ou não (o padrão)."""
    settings.mudar(work, "php_single", recolher)


@ACTIONS.screen(CHAVES, "Aceitar nomes de serviço não documentados")
def aceitar_apelidos(work: Work, *, aceitar: bool) -> None:
    """Serviços como produtos.pesquisar e info.obter: respondem, ou dão 404 (o padrão)."""
    settings.mudar(work, "undocumented_aliases", aceitar)


@ACTIONS.screen(CHAVES, "Recusar pedido de e-commerce repetido")
def recusar_pedido_repetido(work: Work, *, recusar: bool) -> None:
    """pedido.incluir com o mesmo e-commerce e número: recusa com o código 30 (o padrão), ou cria outro pedido."""
    settings.mudar(work, "duplicate_ecommerce_number", "error30" if recusar else "allow")


@ACTIONS.screen(CHAVES, "Exigir filtro na pesquisa de pedidos")
def exigir_filtro_de_pedidos(work: Work, *, exigir: bool) -> None:
    """pedidos.pesquisa sem filtro: recusa com o código 10 (o padrão), ou lista todos."""
    settings.mudar(work, "orders_without_filter", "error" if exigir else "list")


@ACTIONS.screen(CHAVES, "Reservar estoque dos pedidos")
def reservar_estoque_dos_pedidos(work: Work, *, reservar: bool) -> None:
    """Pedidos novos ou mudados reservam o estoque dos seus itens até o lançamento (o padrão), ou não reservam."""
    settings.mudar(work, "stock_reservation", reservar)


@ACTIONS.screen(CHAVES, "Conferir notas na SEFAZ")
def conferir_notas_na_sefaz(work: Work, *, conferir: bool) -> None:
    """A SEFAZ rejeita com 225 a nota que o schema da NF-e recusa (o padrão), ou aceita qualquer nota."""
    settings.mudar(work, "sefaz", emissao.CONFERE if conferir else emissao.ACEITA)


@ACTIONS.screen(CHAVES, "Usar os tipos documentados")
def usar_tipos_documentados(work: Work, *, usar: bool) -> None:
    """Linhas das pesquisas de pedidos, notas e produtos: as dos exemplos, ou as que foram gravadas (o padrão)."""
    settings.mudar(work, "tipos", settings.DOCUMENTADOS if usar else settings.GRAVADOS)


@ACTIONS.screen(CHAVES, "Limitar lotes por minuto")
def limitar_lotes(work: Work, *, limitar: bool) -> None:
    """Chamadas com lote: no máximo 5 por minuto, além do limite do plano, ou sem limite próprio (o padrão)."""
    settings.mudar(work, "batch_rate", LOTES_POR_MINUTO if limitar else 0)
