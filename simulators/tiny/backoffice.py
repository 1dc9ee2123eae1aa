"""What a person does on Tiny's screens, with the menu path of each action."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from simulators.kernel.errors import ScreenRefusal
from simulators.kernel.screens import Screens
from simulators.kernel.work import Work
from simulators.tiny.rules import envios, integracoes, produtos, settings

ACTIONS = Screens()
PRODUTOS = "Cadastros > Produtos"
INTEGRACOES = "Configurações > E-commerce > Integrações"
CHAVE_DA_API = "Configurações > E-commerce > Token API"
PLANO = "Minha conta > Plano"
FORNECEDOR = "Administração do Tiny"
CHAVES = "Simulador > Chaves"
SITUACOES: Mapping[str, str] = MappingProxyType({"Ativo": "A", "Inativo": "I"})
CAMPOS: Mapping[str, str] = MappingProxyType(
    {
        "descricao": "descricao_complementar",
        "altura": "altura_embalagem",
        "largura": "largura_embalagem",
        "comprimento": "comprimento_embalagem",
        "estoque": "estoque_atual",
    }
)
"""Fields of the screen whose name in the record is another."""


@ACTIONS.screen(PRODUTOS, "Incluir produto")
def incluir_produto(
    work: Work,
    *,
    nome: str,
    codigo: str | None = None,
    preco: float = 0.0,
    preco_promocional: float | None = None,
    preco_custo: float | None = None,
    situacao: str = "Ativo",
    unidade: str = "UN",
    origem: str = "0",
    ncm: str | None = None,
    gtin: str | None = None,
    cest: str | None = None,
    peso_liquido: float | None = None,
    peso_bruto: float | None = None,
    altura: float | None = None,
    largura: float | None = None,
    comprimento: float | None = None,
    descricao: str | None = None,
    obs: str | None = None,
    garantia: str | None = None,
    localizacao: str | None = None,
    marca: str | None = None,
    categoria: str | None = None,
    estoque: float | None = None,
    imagem: str | None = None,
) -> dict[str, Any]:
    """Cadastra um produto simples."""
    campos = {nome_: valor for nome_, valor in locals().items() if nome_ != "work"}
    return {"id": _incluir(work, _registro(campos))}


@ACTIONS.screen(PRODUTOS, "Alterar produto")
def alterar_produto(
    work: Work,
    *,
    codigo: str,
    nome: str | None = None,
    preco: float | None = None,
    preco_promocional: float | None = None,
    situacao: str | None = None,
    descricao: str | None = None,
    marca: str | None = None,
    categoria: str | None = None,
    peso_bruto: float | None = None,
) -> dict[str, Any]:
    """Muda só os campos informados de um produto."""
    campos = {nome_: valor for nome_, valor in locals().items() if nome_ != "work" and valor is not None}
    return {"id": produtos.editar(work, _produto(work, codigo), _registro(campos)).id}


@ACTIONS.screen(PRODUTOS, "Excluir produto")
def excluir_produto(work: Work, *, codigo: str) -> dict[str, Any]:
    """Exclui um produto; ele continua no banco com a situação E."""
    produto = _produto(work, codigo)
    produtos.excluir(work, produto)
    return {"id": produto["id"]}


@ACTIONS.screen(PRODUTOS, "Importar produtos")
def importar_produtos(work: Work, *, produtos: list[dict[str, Any]]) -> dict[str, Any]:
    """Inclui muitos produtos de uma vez, com os campos de "Incluir produto"."""
    inclusao = ACTIONS.find("incluir_produto")
    return {"ids": [inclusao.perform(work, linha)["id"] for linha in produtos]}


@ACTIONS.screen(PRODUTOS, "Enviar para o e-commerce")
def enviar_para_o_ecommerce(work: Work, *, plataforma: str, produtos: list[str]) -> dict[str, Any]:
    """Marca os produtos, escolhe a Plataforma e avança: cada produto vai à URL para envio de produtos."""
    return envios.enviar(work, plataforma, produtos)


@ACTIONS.screen(INTEGRACOES, "Incluir integração")
def incluir_integracao(work: Work, *, plataforma: str, nome: str) -> dict[str, Any]:
    """Inclui uma integração, ainda não configurada, e mostra o Identificador do integrador."""
    integracao = integracoes.incluir(work, plataforma, nome)
    return {"identificador": integracao["id"], "situacao": integracao["situacao"]}


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
) -> dict[str, Any]:
    """Aba Notificações: salva as URLs; cada URL nova recebe um aviso de corpo vazio."""
    urls = {
        "produto": url_produtos,
        "estoque": url_estoque,
        "precos": url_precos,
        "situacao_pedido": url_situacao,
        "rastreio": url_rastreio,
        "nota_fiscal": url_nota_fiscal,
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


@ACTIONS.screen(CHAVE_DA_API, "Gerar novo token")
def gerar_novo_token(work: Work) -> dict[str, Any]:
    """Troca o token da conta; o anterior deixa de valer."""
    settings.gerar_token(work)
    return {"token": "trocado"}


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


def _registro(campos: Mapping[str, Any]) -> dict[str, Any]:
    registro = {CAMPOS.get(nome, nome): valor for nome, valor in campos.items() if valor is not None}
    if "situacao" in registro:
        registro["situacao"] = SITUACOES.get(str(registro["situacao"]), registro["situacao"])
    if "imagem" in registro:
        registro["imagens_externas"] = [{"imagem_externa": {"url": registro.pop("imagem")}}]
    return registro


def _incluir(work: Work, registro: Mapping[str, Any]) -> int:
    return int(produtos.incluir(work, {"tipo": "P", **registro}).id)


def _produto(work: Work, codigo: str) -> dict[str, Any]:
    achados = produtos.por_codigo(work, codigo)
    if len(achados) != 1:
        raise ScreenRefusal(f"Há {len(achados)} produtos com o código “{codigo}”; a tela precisa de um.")
    return achados[0]
