"""Tiny's integration webhooks: the `produto` question and the empty probe of a saved URL (tiny-api2 §6)."""

from collections.abc import Iterable, Mapping
from typing import Any

from simulators.kernel.events import Delivery, Draft, Event, Outcome, RetryPolicy
from simulators.kernel.work import Work
from simulators.tiny.rules import categorias, envios, integracoes, mapeamentos, produtos, settings
from simulators.tiny.rules.numeros import texto_decimal

VERSAO = "1.0.1"
DUAS_TENTATIVAS = RetryPolicy(delays=(300.0,))
"""2 attempts in all, +5 min [doc*]; the first delivery counts as one [inferred]."""
UMA_TENTATIVA = RetryPolicy(delays=())


class TinyNotifier:
    """Turns what happened into webhooks and reads the answers that mean something."""

    def expand(self, work: Work, event: Event) -> Iterable[Draft]:
        """The deliveries of an event."""
        if event.name == "produto_enviado":
            yield _produto(work, event.data["id_produto"], event.data["id_ecommerce"])
        elif event.name == "url_salva":
            yield Draft("sonda", event.data["url"], b"", UMA_TENTATIVA, context=dict(event.data))

    def headers(self, work: Work, delivery: Delivery) -> Iterable[tuple[str, str]]:
        """None: webhooks of Tiny are not signed."""
        return ()

    def settle(self, work: Work, delivery: Delivery, outcome: Outcome) -> None:
        """Apply the mapping that answers a `produto`, or the communication that a probe proves."""
        contexto = delivery.draft.context
        if delivery.draft.kind == "sonda" and outcome.accepted:
            integracoes.registrar_comunicacao(work, contexto["id_ecommerce"])
        elif delivery.draft.kind == "produto" and outcome.accepted:
            envios.aplicar_resposta(work, contexto["ids_mapeamento"], outcome.body)
        elif delivery.draft.kind == "produto" and outcome.final:
            motivo = outcome.error or f"o e-commerce respondeu {outcome.status}"
            envios.recusar(work, contexto["ids_mapeamento"], motivo)


def _produto(work: Work, id_produto: int, id_ecommerce: int) -> Draft:
    integracao = integracoes.obter(work, id_ecommerce)
    produto = produtos.obter(work, id_produto)
    filhas = produtos.variacoes_de(work, id_produto)
    abertos = {item["id"]: mapeamentos.abrir(work, id_ecommerce, item["id"]) for item in (produto, *filhas)}
    envelope = {
        "versao": VERSAO,
        "cnpj": settings.cnpj(work),
        "idEcommerce": id_ecommerce,
        "tipo": "produto",
        "dados": _dados(work, produto, filhas, abertos),
    }
    ids = [mapeamento["id"] for mapeamento in abertos.values()]
    return Draft.of_json("produto", integracao["urls"]["produto"], envelope, DUAS_TENTATIVAS, ids_mapeamento=ids)


def _dados(
    work: Work,
    produto: Mapping[str, Any],
    filhas: list[dict[str, Any]],
    abertos: Mapping[int, Mapping[str, Any]],
) -> dict[str, Any]:
    trilha = categorias.garantir(work, produto["categoria"])
    return {
        "id": str(produto["id"]),
        "idMapeamento": str(abertos[produto["id"]]["id"]),
        "skuMapeamento": abertos[produto["id"]]["sku"],
        **_escalares(produto),
        **_categoria(trilha, produto["categoria"]),
        "variacoes": [_variacao(filha, abertos[filha["id"]]) for filha in filhas],
        "anexos": [_anexo(item) for nome in ("anexos", "imagens_externas") for item in produto["listas"][nome]],
        "seo": {
            "title": produto["seo"]["seo_title"],
            "description": produto["seo"]["seo_description"],
            "keywords": produto["seo"]["seo_keywords"],
            "linkVideo": produto["seo"]["link_video"],
            "slug": produto["seo"]["slug"],
        },
        "kit": [
            {"id": str(item.get("id_produto", "")), "quantidade": _texto(item.get("quantidade", ""))}
            for item in produto["listas"]["kit"]
        ],
    }


ESCALARES = (
    ("nome", "nome"), ("codigo", "codigo"), ("unidade", "unidade"), ("preco", "preco"),
    ("precoPromocional", "preco_promocional"), ("ncm", "ncm"), ("origem", "origem"), ("gtin", "gtin"),
    ("gtinEmbalagem", "gtin_embalagem"), ("localizacao", "localizacao"), ("pesoLiquido", "peso_liquido"),
    ("pesoBruto", "peso_bruto"), ("estoqueMinimo", "estoque_minimo"), ("estoqueMaximo", "estoque_maximo"),
    ("idFornecedor", "id_fornecedor"), ("codigoFornecedor", "codigo_fornecedor"),
    ("codigoPeloFornecedor", "codigo_pelo_fornecedor"), ("unidadePorCaixa", "unidade_por_caixa"),
    ("precoCusto", "preco_custo"), ("precoCustoMedio", "preco_custo_medio"), ("situacao", "situacao"),
    ("descricaoComplementar", "descricao_complementar"), ("obs", "obs"), ("garantia", "garantia"), ("cest", "cest"),
    ("sobEncomenda", "sob_encomenda"), ("diasPreparacao", "dias_preparacao"), ("marca", "marca"),
    ("tipoEmbalagem", "tipo_embalagem"), ("alturaEmbalagem", "altura_embalagem"),
    ("larguraEmbalagem", "largura_embalagem"), ("comprimentoEmbalagem", "comprimento_embalagem"),
    ("diametroEmbalagem", "diametro_embalagem"), ("classeProduto", "classe_produto"),
)  # fmt: skip
"""Scalars of `dados` and the fields that they come from; all of them travel as text."""


def _escalares(produto: Mapping[str, Any]) -> dict[str, Any]:
    textos = {nome: _texto(produto[campo]) for nome, campo in ESCALARES}
    return {**textos, "estoqueAtual": produto["saldo"]}


def _texto(valor: Any) -> str:
    return texto_decimal(valor) if isinstance(valor, float) else str(valor)


def _categoria(trilha: list[dict[str, Any]], caminho: str) -> dict[str, Any]:
    nomes = [categoria["descricao"] for categoria in trilha]
    arvore = [
        {
            "id": str(categoria["id"]),
            "idPai": str(categoria["id_pai"]),
            "descricao": categoria["descricao"],
            "descricaoCompleta": " >> ".join(nomes[: posicao + 1]),
        }
        for posicao, categoria in enumerate(trilha)
    ]
    return {
        "idCategoria": arvore[-1]["id"] if arvore else "",
        "descricaoCategoria": nomes[-1] if nomes else "",
        "descricaoArvoreCategoria": caminho,
        "arvoreCategoria": arvore,
    }


def _variacao(filha: Mapping[str, Any], mapeamento: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": str(filha["id"]),
        "idMapeamento": str(mapeamento["id"]),
        "skuMapeamento": mapeamento["sku"],
        "codigo": filha["codigo"],
        "gtin": filha["gtin"],
        "preco": _texto(filha["preco"]),
        "precoPromocional": _texto(filha["preco_promocional"]),
        "estoqueAtual": filha["saldo"],
        "grade": [{"chave": chave, "valor": valor} for chave, valor in filha["grade"].items()],
        "anexos": [],
    }


def _anexo(item: Any) -> dict[str, str]:
    url = item.get("url", "") if isinstance(item, dict) else str(item)
    return {"url": url, "nome": url.rpartition("/")[2], "tipo": ""}
