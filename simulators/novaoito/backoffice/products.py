"""The screens "Produtos"."""

from collections.abc import Callable
from typing import Annotated, Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.screens import Like, Lines, Within
from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.backoffice import form
from homologa.simulators.novaoito.backoffice.registry import ACTIONS, KEEP, given
from homologa.simulators.novaoito.errors import ValidationFailed
from homologa.simulators.novaoito.rules import catalogue, offers, products

MENU = "Produtos"
Variants = Annotated[list[Any], Within(form.VARIANT)]


@ACTIONS.screen(MENU, "Novo produto")
def novo_produto(
    work: Work,
    *,
    sku: str | None,
    nome: str,
    preco: float | None = KEEP,
    preco_promocional: float | None = KEEP,
    custo: float | None = KEEP,
    situacao: str = "Ativo",
    visibilidade: str = "Catálogo e busca",
    descricao: Lines | None = KEEP,
    descricao_curta: Lines | None = KEEP,
    peso: float | None = KEEP,
    altura: float | None = KEEP,
    largura: float | None = KEEP,
    comprimento: float | None = KEEP,
    gtin: str | None = KEEP,
    ncm: str | None = KEEP,
    cest: str | None = KEEP,
    origem: int | None = KEEP,
    unidade: str | None = KEEP,
    marca: str | None = KEEP,
    categoria: str | None = KEEP,
    estoque: float | None = KEEP,
    imagem: str | None = KEEP,
    imagens: list[str] | None = KEEP,
    slug: str | None = KEEP,
    disponibilidade: str = KEEP,
    dias_de_preparacao: int | None = KEEP,
    variacoes: Variants | None = KEEP,
) -> dict[str, Any]:
    """Cadastra um produto; o SKU é obrigatório e não pode se repetir. Categoria: "Roupas > Infantil"."""
    fields = dict(locals())
    fields.pop("work")
    return _answer(_written(lambda: products.create(work, form.record(work, fields))))


@ACTIONS.screen(MENU, "Alterar produto")
def alterar_produto(
    work: Work,
    *,
    sku: str = KEEP,
    id: int = KEEP,
    novo_sku: str | None = KEEP,
    nome: str = KEEP,
    preco: float | None = KEEP,
    preco_promocional: float | None = KEEP,
    custo: float | None = KEEP,
    situacao: str = KEEP,
    visibilidade: str = KEEP,
    descricao: Lines | None = KEEP,
    descricao_curta: Lines | None = KEEP,
    peso: float | None = KEEP,
    altura: float | None = KEEP,
    largura: float | None = KEEP,
    comprimento: float | None = KEEP,
    gtin: str | None = KEEP,
    ncm: str | None = KEEP,
    cest: str | None = KEEP,
    origem: int | None = KEEP,
    unidade: str | None = KEEP,
    marca: str | None = KEEP,
    categoria: str | None = KEEP,
    estoque: float | None = KEEP,
    imagem: str | None = KEEP,
    imagens: list[str] | None = KEEP,
    slug: str | None = KEEP,
    disponibilidade: str = KEEP,
    dias_de_preparacao: int | None = KEEP,
    variacoes: Variants | None = KEEP,
) -> dict[str, Any]:
    """Altera os campos informados do produto que tem este SKU ou este id; `novo_sku` troca o SKU."""
    fields = {**locals(), "sku": novo_sku}
    product = _one(work, sku, id)
    return _answer(_written(lambda: products.change(work, product["id"], form.record(work, fields, product))))


@ACTIONS.screen(MENU, "Ativar produto")
def ativar_produto(work: Work, *, sku: str = KEEP, id: int = KEEP) -> dict[str, Any]:
    """Deixa o produto Ativo."""
    return _answer(products.change(work, _one(work, sku, id)["id"], {"status": "active"}))


@ACTIONS.screen(MENU, "Desativar produto")
def desativar_produto(work: Work, *, sku: str = KEEP, id: int = KEEP) -> dict[str, Any]:
    """Deixa o produto Inativo."""
    return _answer(products.change(work, _one(work, sku, id)["id"], {"status": "inactive"}))


@ACTIONS.screen(MENU, "Alterar estoque")
def alterar_estoque(
    work: Work, *, sku: str, quantidade: float = KEEP, controla_estoque: bool = KEEP, vende_sem_estoque: bool = KEEP
) -> dict[str, Any]:
    """Muda o estoque do produto ou da variação com este SKU; controlar o estoque e vender sem ele são do produto."""
    changed = given(quantity=quantidade, manage_stock=controla_estoque, backorders=vende_sem_estoque)
    stock = offers.set_stock(work, sku, {"quantity": offers.stock(work, sku)["quantity"], **changed})
    return {"sku": sku, "estoque": stock["quantity"]}


@ACTIONS.screen(MENU, "Excluir produto")
def excluir_produto(work: Work, *, sku: str = KEEP, id: int = KEEP) -> None:
    """Exclui o produto e o vínculo dele."""
    products.remove(work, _one(work, sku, id)["id"])


@ACTIONS.screen(MENU, "Importar produtos")
def importar_produtos(work: Work, *, produtos: Annotated[list[dict[str, Any]], Like(novo_produto)]) -> dict[str, Any]:
    """Carrega cadastros antigos, com os campos de "Novo produto"; o SKU pode faltar ou se repetir."""
    loaded = [_load(work, filled) for filled in produtos]
    return {"total": len(loaded), "produtos": [_answer(product) for product in loaded]}


def _written(write: Callable[[], Document]) -> Document:
    try:
        return write()
    except ValidationFailed as refusal:
        raise form.in_words(refusal) from refusal


def _load(work: Work, filled: dict[str, Any]) -> Document:
    return _written(lambda: products.load(work, form.record(work, {"nome": "Produto sem nome", **filled})))


def _one(work: Work, sku: Any, product_id: Any) -> Document:
    if product_id is not KEEP:
        return products.get(work, product_id)
    if sku is KEEP:
        raise ScreenRefusal("Informe o SKU ou o id do produto.")
    found = catalogue.bearing(work, sku)
    if not found:
        raise ScreenRefusal(f"Não há produto com o SKU {sku}.")
    if len(found) > 1:
        raise ScreenRefusal(f"Há {len(found)} produtos com o SKU {sku}; informe o id.")
    return found[0]


def _answer(product: Document) -> dict[str, Any]:
    return {"id": product["id"], "sku": product["sku"]}
