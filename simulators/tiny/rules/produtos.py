"""Products: search, reading, inclusion and the change that resets what it does not name (tiny-api2 §5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulators.kernel.store import Collection
from simulators.kernel.work import Work
from simulators.tiny.errors import (
    LocalizadoEmDuplicidade,
    NaoLocalizado,
    PaginaInexistente,
    RegistroDuplicado,
    SemRegistros,
    ValidacaoRecusada,
)
from simulators.tiny.rules import categorias, mapeamentos, numeros, settings
from simulators.tiny.rules.campos import CAMPOS, LISTAS, NA_ALTERACAO, OBRIGATORIOS, SEMPRE_MANTIDOS, SEO
from simulators.tiny.rules.leitura import Leitura, Variacao, ler

PRODUTO = Collection(
    "produto",
    {"codigo": str, "nome": str, "gtin": str, "situacao": str, "criado_em": str, "id_pai": int},
    indexes=(("codigo",), ("nome",), ("gtin",), ("id_pai",), ("situacao", "id")),
    search=("codigo", "nome"),
)
PRIMEIRO_ID = 812345001
POR_PAGINA = 100
EXCLUIDO = "E"


@dataclass(frozen=True)
class Gravado:
    """A product that was written, and its variations."""

    id: int
    variacoes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Filtro:
    """What a search asks for; `situacao` empty means A and I, `criado_desde` is an ISO date-time."""

    pesquisa: str = ""
    situacao: str = ""
    gtin: str = ""
    criado_desde: str = ""
    pagina: int = 1


@dataclass(frozen=True)
class Pagina:
    """One page of a search."""

    produtos: list[dict[str, Any]]
    pagina: int
    paginas: int


def pesquisar(work: Work, filtro: Filtro) -> Pagina:
    """Products that contain the text in name or code, 100 a page; raises SemRegistros or PaginaInexistente."""
    produtos = work.documents(PRODUTO)
    condicao, valores = _condicao(work, filtro)
    total = produtos.count(condicao, valores)
    if total == 0:
        raise SemRegistros
    paginas = -(-total // POR_PAGINA)
    if not 1 <= filtro.pagina <= paginas:
        raise PaginaInexistente(hint=f"a pesquisa tem {paginas} página(s); foi pedida a {filtro.pagina}")
    achados = produtos.find(condicao, valores, limit=POR_PAGINA, offset=(filtro.pagina - 1) * POR_PAGINA)
    return Pagina(achados, filtro.pagina, paginas)


def _condicao(work: Work, filtro: Filtro) -> tuple[str, tuple[object, ...]]:
    partes: list[str] = []
    valores: tuple[object, ...] = ()
    if filtro.situacao:
        partes.append("situacao = ?")
        valores += (filtro.situacao,)
    else:
        partes.append(f"situacao != '{EXCLUIDO}'")
    if filtro.pesquisa:
        contem, textos = work.documents(PRODUTO).containing(filtro.pesquisa)
        partes.append(contem)
        valores += textos
    for coluna, comparacao, valor in (("gtin", "=", filtro.gtin), ("criado_em", ">=", filtro.criado_desde)):
        if valor:
            partes.append(f"{coluna} {comparacao} ?")
            valores += (valor,)
    return " AND ".join(partes), valores


def obter(work: Work, id_produto: int) -> dict[str, Any]:
    """The product of this id, excluded or not; raises NaoLocalizado."""
    produto = work.documents(PRODUTO).get(id_produto)
    if produto is None:
        raise NaoLocalizado("Produto não localizado", hint=f"não há produto com id {id_produto}")
    return produto


def variacoes_de(work: Work, id_produto: int) -> list[dict[str, Any]]:
    """The variations of a parent, in the order of their creation."""
    return work.documents(PRODUTO).find("id_pai = ? AND situacao != ?", (id_produto, EXCLUIDO))


def incluir(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Create a product, with its variations, stock, category and mappings.

    Raises ValidacaoRecusada or RegistroDuplicado.
    """
    leitura = ler(registro)
    leitura.exigir(OBRIGATORIOS)
    _recusar_repetido(work, leitura.campos.get("codigo", ""))
    produto = _novo(work, _completo(leitura), saldo=leitura.estoque)
    if leitura.variacoes:
        produto |= {"tipo_variacao": "P", "classe_produto": "V"}
    produto["listas"] |= leitura.listas
    work.documents(PRODUTO).add(produto)
    categorias.garantir(work, produto["categoria"])
    _mapear(work, produto["id"], leitura.mapeamentos)
    variacoes = tuple(_incluir_variacao(work, produto, variacao) for variacao in leitura.variacoes or ())
    work.emit("produto_incluido", id_produto=produto["id"])
    return Gravado(produto["id"], variacoes)


def alterar(work: Work, registro: Mapping[str, Any]) -> Gravado:
    """Change a product found by id, código or nome, in this order.

    Every scalar that the record leaves out is reset, but for the mandatory ones when the id is given and for what
    `produto.obter` does not show. `estoque_atual` is ignored. Raises NaoLocalizado, LocalizadoEmDuplicidade or
    ValidacaoRecusada.
    """
    leitura = ler(registro)
    com_id = registro.get("id") not in ("", None)
    produto = _por_id(work, registro["id"]) if com_id else _por_chave(work, leitura)
    leitura.exigir(() if com_id else NA_ALTERACAO)
    _recusar_netas(produto, leitura)
    novos = {**_mantidos(produto, com_id=com_id), **leitura.campos}
    produto |= {campo.nome: novos.get(campo.nome, campo.padrao) for campo in CAMPOS}
    produto["seo"] = leitura.seo or dict.fromkeys(SEO, "")
    produto["listas"] |= leitura.listas
    if leitura.variacoes or produto["tipo_variacao"] == "P":
        produto |= {"tipo_variacao": "P", "classe_produto": "V"}
    if leitura.grade is not None and produto["tipo_variacao"] == "V":
        produto["grade"] = dict(leitura.grade)
    work.documents(PRODUTO).put(produto)
    categorias.garantir(work, produto["categoria"])
    _mapear(work, produto["id"], leitura.mapeamentos)
    variacoes = tuple(_gravar_variacao(work, produto, variacao) for variacao in leitura.variacoes or ())
    work.emit("produto_alterado", id_produto=produto["id"])
    return Gravado(produto["id"], variacoes)


def editar(work: Work, produto: dict[str, Any], registro: Mapping[str, Any]) -> Gravado:
    """Change only the fields that a person edited on the screen; raises ValidacaoRecusada."""
    leitura = ler(registro)
    leitura.exigir()
    produto |= leitura.campos
    produto["listas"] |= leitura.listas
    work.documents(PRODUTO).put(produto)
    categorias.garantir(work, produto["categoria"])
    work.emit("produto_alterado", id_produto=produto["id"])
    return Gravado(produto["id"])


def excluir(work: Work, produto: dict[str, Any]) -> None:
    """Mark a product, and its variations, as excluded, and forget its mappings."""
    for afetado in (produto, *variacoes_de(work, produto["id"])):
        afetado["situacao"] = EXCLUIDO
        work.documents(PRODUTO).put(afetado)
        mapeamentos.remover_do_produto(work, afetado["id"])


def por_codigo(work: Work, codigo: str) -> list[dict[str, Any]]:
    """The products, not excluded, whose code is exactly this."""
    return work.documents(PRODUTO).find("codigo = ? AND situacao != ?", (codigo, EXCLUIDO))


def _completo(leitura: Leitura) -> dict[str, Any]:
    campos = {campo.nome: leitura.campos.get(campo.nome, campo.padrao) for campo in CAMPOS}
    return {**campos, "seo": leitura.seo or dict.fromkeys(SEO, "")}


def _novo(work: Work, campos: dict[str, Any], *, saldo: float) -> dict[str, Any]:
    return {
        "id": work.next_id("produto", PRIMEIRO_ID),
        **campos,
        "listas": {nome: [] for nome in LISTAS},
        "tipo_variacao": "N",
        "id_pai": 0,
        "grade": {},
        "saldo": saldo,
        "preco_custo_medio": 0.0,
        "criado_em": work.now.isoformat(timespec="seconds"),
        "criado_por": work.actor,
    }


def _recusar_repetido(work: Work, codigo: str) -> None:
    if codigo and settings.ler(work, "duplicate_product_code") == "error30" and por_codigo(work, codigo):
        raise RegistroDuplicado(hint=f"já há um produto com o código {codigo}")


def _incluir_variacao(work: Work, pai: dict[str, Any], variacao: Variacao) -> int:
    campos = {campo.nome: pai[campo.nome] for campo in CAMPOS}
    filha = _novo(work, {**campos, "seo": dict(pai["seo"])}, saldo=variacao.estoque)
    filha |= {"codigo": variacao.codigo, "tipo_variacao": "V", "id_pai": pai["id"], "classe_produto": "S"}
    _aplicar_variacao(filha, variacao)
    _recusar_repetido(work, variacao.codigo)
    work.documents(PRODUTO).add(filha)
    _mapear(work, filha["id"], variacao.mapeamentos)
    return int(filha["id"])


def _gravar_variacao(work: Work, pai: dict[str, Any], variacao: Variacao) -> int:
    filhas = variacoes_de(work, pai["id"])
    achadas = [item for item in filhas if item["id"] == variacao.id]
    achadas += [item for item in filhas if item["codigo"] == variacao.codigo]
    filha = next(iter(achadas), None)
    if filha is None:
        return _incluir_variacao(work, pai, variacao)
    filha["codigo"] = variacao.codigo
    _aplicar_variacao(filha, variacao)
    work.documents(PRODUTO).put(filha)
    _mapear(work, filha["id"], variacao.mapeamentos)
    return int(filha["id"])


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


def _por_id(work: Work, valor: Any) -> dict[str, Any]:
    produto = work.documents(PRODUTO).get(numeros.inteiro(valor) or 0)
    if produto is None or produto["situacao"] == EXCLUIDO:
        raise NaoLocalizado("Produto não localizado", hint=f"não há produto com id {valor!r}")
    return produto


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
