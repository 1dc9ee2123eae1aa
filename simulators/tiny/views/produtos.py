"""What the screens "Cadastros > Produtos" show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import estoques, mapeamentos, tags
from homologa.simulators.tiny.rules.campos import CAMPOS
from homologa.simulators.tiny.rules.produtos import estruturas
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS, mapeamento

SITUACOES = {"A": "Ativo", "I": "Inativo", "E": "Excluído"}


@VIEWS.screen("Cadastros > Produtos", "Lista de produtos", columns.PRODUTO)
def lista_de_produtos(work: Work, *, codigo: str | None = None, excluidos: bool = False) -> list[dict[str, Any]]:
    """Os produtos do cadastro, um por linha, com o registro inteiro e os mapeamentos."""
    condicao, valores = ("1", ()) if excluidos else ("situacao != ?", (produtos.EXCLUIDO,))
    if codigo is not None:
        condicao, valores = f"{condicao} AND codigo = ?", (*valores, codigo)
    return [_produto(work, produto) for produto in work.documents(produtos.PRODUTO).find(condicao, valores)]


@VIEWS.screen("Cadastros > Produtos", "Estrutura do produto", columns.COMPONENTE)
def estrutura_do_produto(work: Work, *, codigo: str) -> list[dict[str, Any]]:
    """Os componentes de cada produto deste código, com a quantidade de cada um."""
    return [
        {
            "id": componente.id,
            "codigo": componente.codigo,
            "nome": componente.nome,
            "quantidade": componente.quantidade,
        }
        for produto in produtos.por_codigo(work, codigo)
        for componente in estruturas.componentes(work, produto)
    ]


def _produto(work: Work, produto: dict[str, Any]) -> dict[str, Any]:
    registro = {campo.nome: produto[campo.nome] for campo in CAMPOS}
    saldo = estoques.saldos(work, produto).fisico
    registro |= {"saldo": saldo, "grade": produto["grade"], **produto["listas"], **produto["seo"]}
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
        "peso_bruto": float(produto["peso_bruto"]),
        "peso_liquido": float(produto["peso_liquido"]),
        "altura": float(produto["altura_embalagem"]),
        "largura": float(produto["largura_embalagem"]),
        "comprimento": float(produto["comprimento_embalagem"]),
        "estoque": saldo,
        "imagens": [item.get("url", "") for item in produto["listas"]["imagens_externas"]],
        "tags": [tag["nome"] for tag in tags.do_produto(work, produto)],
        "criado_por": produto["criado_por"],
        "mapeamentos": [mapeamento(item) for item in mapeamentos.do_produto(work, produto["id"])],
        "registro": registro,
    }
