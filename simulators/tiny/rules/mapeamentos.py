"""Mappings of a product to a SKU of a platform, per integration (tiny-api2 §7)."""

from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import integracoes, numeros
from homologa.simulators.tiny.rules.campos import texto

MAPEAMENTO = Collection(
    "mapeamento",
    {"id_ecommerce": int, "id_produto": int, "sku": str, "situacao": str},
    indexes=(("id_produto",), ("id_ecommerce", "sku")),
    unique=(("id_ecommerce", "id_produto"),),
)
MAPEADO = "mapeado"
NAO_MAPEADO = "não mapeado"
ENVIANDO = "enviando"
PRIMEIRO_ID = 55001


def abrir(work: Work, id_ecommerce: int, id_produto: int) -> dict[str, Any]:
    """The mapping of a product with an integration, made unmapped when there is none yet."""
    mapeamentos = work.documents(MAPEAMENTO)
    achado = mapeamentos.first("id_ecommerce = ? AND id_produto = ?", (id_ecommerce, id_produto))
    if achado is None:
        achado = {
            "id": work.next_id("mapeamento", PRIMEIRO_ID),
            "id_ecommerce": id_ecommerce,
            "id_produto": id_produto,
            "sku": "",
            "situacao": NAO_MAPEADO,
            "mensagem": "",
            "url_produto": "",
            "url_imagem": "",
            "contado": "",
        }
        mapeamentos.add(achado)
    return achado


def mapear(work: Work, mapeamento: dict[str, Any], sku: str, **mais: str) -> None:
    """Store the SKU that the platform gave; stock and price notices flow from now on."""
    mapeamento |= {"sku": sku, "situacao": MAPEADO, "mensagem": "", **mais}
    work.documents(MAPEAMENTO).put(mapeamento)


def marcar(work: Work, mapeamento: dict[str, Any], situacao: str, mensagem: str = "") -> None:
    """Note how a send stands; a product that is mapped already stays so, with the message."""
    if mapeamento["situacao"] != MAPEADO:
        mapeamento["situacao"] = situacao
    mapeamento["mensagem"] = mensagem
    work.documents(MAPEAMENTO).put(mapeamento)


def contar(work: Work, mapeamento: dict[str, Any], resumo: str) -> None:
    """Note the digest of what the platform knows of a product, "" while it was never told.

    A platform that mapped the product itself knows it as it was then [inferred].
    """
    if mapeamento["contado"] != resumo:
        work.documents(MAPEAMENTO).put(mapeamento | {"contado": resumo})


def em_vigor(work: Work, id_ecommerce: int, id_produto: int) -> dict[str, Any] | None:
    """The mapping in force of a product with one integration, if there is one."""
    condicao = "id_ecommerce = ? AND id_produto = ? AND situacao = ?"
    return work.documents(MAPEAMENTO).first(condicao, (id_ecommerce, id_produto, MAPEADO))


def por_sku(work: Work, id_ecommerce: int, sku: str) -> dict[str, Any] | None:
    """The mapping in force of a SKU of one integration, if there is one; the first of several."""
    condicao = "id_ecommerce = ? AND sku = ? AND situacao = ?"
    return work.documents(MAPEAMENTO).first(condicao, (id_ecommerce, sku, MAPEADO))


def ha(work: Work) -> bool:
    """Whether any product was ever told to an integration that is still there."""
    return work.documents(MAPEAMENTO).count() > 0


def por_produto(work: Work, ids: list[int]) -> dict[int, dict[str, Any]]:
    """Mappings of these ids, by the id of their product."""
    achados = (work.documents(MAPEAMENTO).get(id_mapeamento) for id_mapeamento in ids)
    return {achado["id_produto"]: achado for achado in achados if achado is not None}


def do_produto(work: Work, id_produto: int) -> list[dict[str, Any]]:
    """The mappings in force of one product."""
    return work.documents(MAPEAMENTO).find("id_produto = ? AND situacao = ?", (id_produto, MAPEADO))


def gravar(work: Work, id_produto: int, dados: list[dict[str, Any]]) -> None:
    """Apply `mapeamentos` of a write: an empty list erases all, else only the integrations named are replaced.

    Raises ValueError with the validation text.
    """
    if not dados:
        for mapeamento in do_produto(work, id_produto):
            work.documents(MAPEAMENTO).remove(mapeamento["id"])
    for dado in dados:
        id_ecommerce = _identificador(dado)
        if not integracoes.existe(work, id_ecommerce):
            raise ValueError(f"A integração {id_ecommerce} do mapeamento não foi localizada")
        sku = texto(dado.get("skuMapeamento"), "skuMapeamento").strip()
        if not sku:
            raise ValueError("O skuMapeamento deve ser informado")
        mapear(work, abrir(work, id_ecommerce, id_produto), sku, **_urls(dado))
        integracoes.registrar_comunicacao(work, id_ecommerce)


def remover_do_produto(work: Work, id_produto: int) -> None:
    """Forget every mapping of a product that was excluded."""
    for mapeamento in work.documents(MAPEAMENTO).find("id_produto = ?", (id_produto,)):
        work.documents(MAPEAMENTO).remove(mapeamento["id"])


def remover_da_integracao(work: Work, id_ecommerce: int) -> None:
    """Forget every mapping with an integration that was removed."""
    for mapeamento in work.documents(MAPEAMENTO).find("id_ecommerce = ?", (id_ecommerce,)):
        work.documents(MAPEAMENTO).remove(mapeamento["id"])


def _urls(dado: dict[str, Any]) -> dict[str, str]:
    nomes = {"urlProduto": "url_produto", "urlImagem": "url_imagem"}
    return {nome: texto(dado[chave], chave) for chave, nome in nomes.items() if chave in dado}


def _identificador(dado: dict[str, Any]) -> int:
    identificador = numeros.inteiro(dado.get("idEcommerce"))
    if identificador is None:
        raise ValueError("O idEcommerce do mapeamento deve ser informado")
    return identificador
