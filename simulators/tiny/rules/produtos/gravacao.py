"""Writing products: inclusion, and the change that resets what it does not name (tiny-api2 §5.2, §9 Q13)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import (
    LocalizadoEmDuplicidade,
    NaoLocalizado,
    RegistroDuplicado,
    ValidacaoRecusada,
)
from homologa.simulators.tiny.rules import atualizacoes, categorias, estoques, mapeamentos, precos, settings, tags
from homologa.simulators.tiny.rules.campos import (
    CAMPOS,
    LISTAS,
    NA_ALTERACAO,
    OBRIGATORIOS,
    OCULTAS,
    SEMPRE_MANTIDOS,
    SEO,
    VAZIOS,
)
from homologa.simulators.tiny.rules.lotes import Gravado
from homologa.simulators.tiny.rules.produtos import kits
from homologa.simulators.tiny.rules.produtos.leitura import Leitura, Variacao, ler
from homologa.simulators.tiny.rules.produtos.modelo import (
    EXCLUIDO,
    PRIMEIRO_ID,
    PRODUTO,
    ids_em_texto,
    localizar,
    por_codigo,
    variacoes_de,
)

CLASSES_COM_CONTEUDO = "VKF"


def incluir(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Create a product, with its variations, stock, category and mappings; a parent has no stock of its own.

    Raises ValidacaoRecusada or RegistroDuplicado.
    """
    leitura = ler(registro)
    leitura.exigir(OBRIGATORIOS)
    _conferir(work, leitura)
    _recusar_repetido(work, leitura.campos.get("codigo", ""))
    produto = _novo(work, _completo(leitura))
    produto["tipo_variacao"] = "P" if leitura.variacoes else "N"
    _guardar_partes(produto, leitura)
    work.documents(PRODUTO).add(produto)
    categorias.garantir(work, produto["categoria"])
    _mapear(work, produto["id"], leitura.mapeamentos)
    estoques.iniciar(work, produto, leitura.estoque)
    variacoes = tuple(_incluir_variacao(work, produto, variacao) for variacao in leitura.variacoes or ())
    work.emit("produto_incluido", id_produto=produto["id"])
    atualizacoes.registrar(work, "produto", produto["id"], novo=True)
    return Gravado(produto["id"], variacoes)


def alterar(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Change a product found by id, código or nome, in this order.

    Every scalar that the record leaves out is reset, but for the mandatory ones when the id is given and for what
    `produto.obter` does not show; lists left out are kept. A list `variacoes` replaces: the variations that it does
    not name are excluded [inferred], and left out it keeps them all [inferred]. `estoque_atual` is ignored. Raises
    NaoLocalizado, LocalizadoEmDuplicidade or ValidacaoRecusada.
    """
    leitura = ler(registro)
    com_id = registro.get("id") not in ("", None)
    produto = localizar(work, registro["id"]) if com_id else _por_chave(work, leitura)
    leitura.exigir(() if com_id else NA_ALTERACAO)
    _conferir(work, leitura)
    antes = dict(produto)
    novos = {**_mantidos(produto, com_id=com_id), **leitura.campos}
    produto |= {**VAZIOS, **novos}
    produto["seo"] = leitura.seo or dict.fromkeys(SEO, "")
    if leitura.variacoes is not None:
        _excluir_as_outras(work, produto, leitura.variacoes)
    return _guardar_alteracao(work, antes, produto, leitura)


def editar(work: Work, produto: dict[str, Any], registro: Mapping[str, Any]) -> Gravado:
    """Change only what a person edited on the screen; raises ValidacaoRecusada."""
    leitura = ler(registro)
    leitura.exigir()
    _conferir(work, leitura)
    antes = dict(produto)
    produto |= leitura.campos
    produto["seo"] = leitura.seo or produto["seo"]
    return _guardar_alteracao(work, antes, produto, leitura)


def excluir(work: Work, produto: dict[str, Any]) -> None:
    """Mark a product, and its variations, as excluded, and forget its mappings."""
    for afetado in (produto, *variacoes_de(work, produto["id"])):
        with estoques.avisando(work, kits.com(work, afetado["id"])):
            afetado["situacao"] = EXCLUIDO
            work.documents(PRODUTO).put(afetado)
        mapeamentos.remover_do_produto(work, afetado["id"])
        atualizacoes.registrar(work, "produto", afetado["id"])


def _guardar_alteracao(work: Work, antes: Mapping[str, Any], produto: dict[str, Any], leitura: Leitura) -> Gravado:
    _recusar_netas(produto, leitura)
    if produto["tipo_variacao"] != "V":
        tem = bool(leitura.variacoes or variacoes_de(work, produto["id"]))
        produto["tipo_variacao"] = "P" if tem else "N"
    elif leitura.grade is not None:
        produto["grade"] = dict(leitura.grade)
    _guardar_partes(produto, leitura)
    proprio = [produto["id"]] * (kits.e_kit(antes) or kits.e_kit(produto))
    with estoques.avisando(work, [*proprio, *kits.com(work, produto["id"])]):
        work.documents(PRODUTO).put(produto)
    categorias.garantir(work, produto["categoria"])
    _mapear(work, produto["id"], leitura.mapeamentos)
    variacoes = tuple(_gravar_variacao(work, produto, variacao) for variacao in leitura.variacoes or ())
    precos.anunciar(work, antes, produto)
    work.emit("produto_alterado", id_produto=produto["id"])
    atualizacoes.registrar(work, "produto", produto["id"])
    return Gravado(produto["id"], variacoes)


def _guardar_partes(produto: dict[str, Any], leitura: Leitura) -> None:
    produto["listas"] |= leitura.listas
    if leitura.tags is not None:
        produto["tags"] = ids_em_texto(leitura.tags)
    produto["classe_produto"] = _classe(produto)
    partes = produto["listas"]["kit"] if kits.e_kit(produto) else []
    produto["partes"] = ids_em_texto(item["id_produto"] for item in partes)


def _classe(produto: Mapping[str, Any]) -> str:
    """What the product has decides its class; without variations, kit or structure V, K and F mean S [inferred]."""
    conteudos = (("V", produto["tipo_variacao"] == "P"), ("K", produto["listas"]["kit"]))
    for classe, tem in (*conteudos, ("F", produto["listas"]["estrutura"])):
        if tem:
            return classe
    pedida = str(produto["classe_produto"])
    return "S" if pedida in CLASSES_COM_CONTEUDO else pedida


def _conferir(work: Work, leitura: Leitura) -> None:
    variacoes = leitura.variacoes or ()
    promocional = leitura.campos.get("preco_promocional", 0.0)
    precos.conferir_promocional(work, promocional, *(variacao.preco_promocional for variacao in variacoes))
    tags.conferir(work, leitura.tags or [])


def _completo(leitura: Leitura) -> dict[str, Any]:
    return {**VAZIOS, **leitura.campos, "seo": leitura.seo or dict.fromkeys(SEO, "")}


def _novo(work: Work, campos: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": work.next_id("produto", PRIMEIRO_ID),
        **campos,
        "listas": {nome: [] for nome in (*LISTAS, *OCULTAS)},
        "tags": "",
        "partes": "",
        "tipo_variacao": "N",
        "id_pai": 0,
        "grade": {},
        "preco_custo_medio": 0.0,
        "criado_em": work.now.isoformat(timespec="seconds"),
        "criado_por": work.actor,
    }


def _recusar_repetido(work: Work, codigo: str) -> None:
    if codigo and settings.ler(work, "duplicate_product_code") == "error30" and por_codigo(work, codigo):
        raise RegistroDuplicado(hint=f"já há um produto com o código {codigo}")


def _incluir_variacao(work: Work, pai: dict[str, Any], variacao: Variacao) -> int:
    campos = {campo.nome: pai[campo.nome] for campo in CAMPOS}
    filha = _novo(work, {**campos, "seo": dict(pai["seo"])})
    filha |= {"codigo": variacao.codigo, "tipo_variacao": "V", "id_pai": pai["id"], "classe_produto": "S"}
    _aplicar_variacao(filha, variacao)
    _recusar_repetido(work, variacao.codigo)
    work.documents(PRODUTO).add(filha)
    _mapear(work, filha["id"], variacao.mapeamentos)
    estoques.iniciar(work, filha, variacao.estoque)
    atualizacoes.registrar(work, "produto", filha["id"], novo=True)
    return int(filha["id"])


def _gravar_variacao(work: Work, pai: dict[str, Any], variacao: Variacao) -> int:
    filha = _escolhida(variacoes_de(work, pai["id"]), variacao)
    if filha is None:
        return _incluir_variacao(work, pai, variacao)
    antes = dict(filha)
    filha["codigo"] = variacao.codigo
    _aplicar_variacao(filha, variacao)
    work.documents(PRODUTO).put(filha)
    _mapear(work, filha["id"], variacao.mapeamentos)
    precos.anunciar(work, antes, filha)
    if filha != antes:
        atualizacoes.registrar(work, "produto", filha["id"])
    return int(filha["id"])


def _escolhida(filhas: list[dict[str, Any]], variacao: Variacao) -> dict[str, Any] | None:
    """The variation that an entry means: that of its id, else that of its code."""
    achadas = [item for item in filhas if item["id"] == variacao.id]
    achadas += [item for item in filhas if item["codigo"] == variacao.codigo]
    return next(iter(achadas), None)


def _excluir_as_outras(work: Work, pai: Mapping[str, Any], variacoes: list[Variacao]) -> None:
    filhas = variacoes_de(work, pai["id"])
    escolhidas = [_escolhida(filhas, variacao) for variacao in variacoes]
    for filha in filhas:
        if filha not in escolhidas:
            excluir(work, filha)


def _aplicar_variacao(filha: dict[str, Any], variacao: Variacao) -> None:
    filha |= {
        "preco": variacao.preco,
        "preco_promocional": variacao.preco_promocional,
        "grade": dict(variacao.grade),
    }


def _mapear(work: Work, id_produto: int, dados: list[dict[str, Any]] | None) -> None:
    if dados is None:
        return
    try:
        mapeamentos.gravar(work, id_produto, dados)
    except ValueError as erro:
        raise ValidacaoRecusada(str(erro)) from None


def _mantidos(produto: Mapping[str, Any], *, com_id: bool) -> dict[str, Any]:
    campos = (*SEMPRE_MANTIDOS, *NA_ALTERACAO) if com_id else SEMPRE_MANTIDOS
    return {campo.nome: produto[campo.nome] for campo in campos}


def _recusar_netas(produto: Mapping[str, Any], leitura: Leitura) -> None:
    if leitura.variacoes and produto["tipo_variacao"] == "V":
        raise ValidacaoRecusada("Uma variação não pode ter variações")


def _por_chave(work: Work, leitura: Leitura) -> dict[str, Any]:
    for coluna in ("codigo", "nome"):
        valor = str(leitura.campos.get(coluna, ""))
        if valor:
            return _unico(work, coluna, valor)
    raise NaoLocalizado("Produto não localizado", hint="informe id, codigo ou nome do produto a alterar")


def _unico(work: Work, coluna: str, valor: str) -> dict[str, Any]:
    achados = work.documents(PRODUTO).find(f"{coluna} = ? AND situacao != ?", (valor, EXCLUIDO), limit=2)
    if not achados:
        raise NaoLocalizado("Produto não localizado", hint=f"não há produto com {coluna} {valor!r}")
    if len(achados) > 1:
        raise LocalizadoEmDuplicidade(hint=f"há mais de um produto com {coluna} {valor!r}")
    return achados[0]
