"""What a person sees on Tiny's screens."""

from typing import Any

from simulators.kernel.screens import Screens
from simulators.kernel.work import Work
from simulators.tiny.rules import integracoes, mapeamentos, produtos, settings
from simulators.tiny.rules.campos import CAMPOS

VIEWS = Screens()
SITUACOES = {"A": "Ativo", "I": "Inativo", "E": "Excluído"}


@VIEWS.screen("Configurações > E-commerce > Token API", "Credenciais")
def credenciais(work: Work) -> dict[str, Any]:
    """O que um cliente da API precisa: token, Developer-Id, CNPJ e os identificadores das integrações."""
    return {
        "token": settings.token(work),
        "developer_id": settings.developer_id(work),
        "cnpj": settings.cnpj(work),
        "integracoes": {item["plataforma"]: item["id"] for item in work.documents(integracoes.INTEGRACAO).find()},
    }


@VIEWS.screen("Cadastros > Produtos", "Lista de produtos")
def lista_de_produtos(work: Work, *, codigo: str | None = None, excluidos: bool = False) -> list[dict[str, Any]]:
    """Os produtos do cadastro, um por linha, com o registro inteiro e os mapeamentos."""
    condicao, valores = ("1", ()) if excluidos else ("situacao != ?", (produtos.EXCLUIDO,))
    if codigo is not None:
        condicao, valores = f"{condicao} AND codigo = ?", (*valores, codigo)
    return [_produto(work, produto) for produto in work.documents(produtos.PRODUTO).find(condicao, valores)]


@VIEWS.screen("Cadastros > Produtos > Enviar para o e-commerce", "Plataformas oferecidas")
def plataformas_oferecidas(work: Work) -> list[dict[str, Any]]:
    """As integrações que a tela de envio oferece."""
    return [_integracao(item) for item in integracoes.oferecidas(work)]


@VIEWS.screen("Cadastros > Produtos > Enviar para o e-commerce", "Resultado do envio")
def resultado_do_envio(work: Work, *, codigo: str | None = None) -> list[dict[str, Any]]:
    """O resultado de cada produto enviado: mapeado, não mapeado (com a mensagem) ou enviando."""
    linhas = []
    for mapeamento in work.documents(mapeamentos.MAPEAMENTO).find():
        produto = produtos.obter(work, mapeamento["id_produto"])
        if codigo is None or produto["codigo"] == codigo:
            linhas.append({"codigo": produto["codigo"], "id": produto["id"], **_mapeamento(mapeamento)})
    return linhas


@VIEWS.screen("Configurações > E-commerce > Integrações", "Integrações")
def lista_de_integracoes(work: Work) -> list[dict[str, Any]]:
    """Todas as integrações da conta, cada uma com a sua situação."""
    return [_integracao(item) for item in work.documents(integracoes.INTEGRACAO).find()]


def _integracao(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "identificador": item["id"],
        "plataforma": item["plataforma"],
        "nome": item["nome"],
        "situacao": item["situacao"],
        "urls": item["urls"],
    }


def _produto(work: Work, produto: dict[str, Any]) -> dict[str, Any]:
    registro = {campo.nome: produto[campo.nome] for campo in CAMPOS}
    registro |= {"saldo": produto["saldo"], "grade": produto["grade"], **produto["listas"], **produto["seo"]}
    registro["tipo_variacao"] = produto["tipo_variacao"]
    return {
        "id": produto["id"],
        "codigo": produto["codigo"],
        "nome": produto["nome"],
        "preco": produto["preco"],
        "preco_promocional": produto["preco_promocional"],
        "preco_custo": produto["preco_custo"],
        "situacao": SITUACOES[produto["situacao"]],
        "descricao": produto["descricao_complementar"],
        "marca": produto["marca"],
        "categoria": produto["categoria"],
        "unidade": produto["unidade"],
        "origem": produto["origem"],
        "gtin": produto["gtin"],
        "ncm": produto["ncm"],
        "cest": produto["cest"],
        "peso_bruto": produto["peso_bruto"],
        "peso_liquido": produto["peso_liquido"],
        "altura": produto["altura_embalagem"],
        "largura": produto["largura_embalagem"],
        "comprimento": produto["comprimento_embalagem"],
        "estoque": produto["saldo"],
        "imagens": [item.get("url", "") for item in produto["listas"]["imagens_externas"]],
        "criado_por": produto["criado_por"],
        "mapeamentos": [_mapeamento(item) for item in mapeamentos.do_produto(work, produto["id"])],
        "registro": registro,
    }


def _mapeamento(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "id_mapeamento": item["id"],
        "identificador": item["id_ecommerce"],
        "sku": item["sku"],
        "situacao": item["situacao"],
        "mensagem": item["mensagem"],
    }
