"""Sending products to an e-commerce: one question per product, whose answer is the mapping (tiny-api2 §6.2, §10)."""

import json
from typing import Any

from simulators.kernel.errors import ScreenRefusal
from simulators.kernel.work import Work
from simulators.tiny.rules import integracoes, mapeamentos, produtos

SEM_RESPOSTA = "não mapeado pelo integrador"


def enviar(work: Work, plataforma: str, codigos: list[str]) -> dict[str, Any]:
    """Send the products of these codes to the Ativa integration of a platform; raises ScreenRefusal."""
    integracao = integracoes.ativa(work, plataforma)
    if not integracao["urls"]["produto"]:
        raise ScreenRefusal("A integração não tem a URL para envio de produtos.")
    escolhidos = [produto for codigo in codigos for produto in _escolher(work, codigo)]
    for produto in escolhidos:
        for item in (produto, *produtos.variacoes_de(work, produto["id"])):
            mapeamento = mapeamentos.abrir(work, integracao["id"], item["id"])
            mapeamentos.marcar(work, mapeamento, mapeamentos.ENVIANDO)
        work.emit("produto_enviado", id_produto=produto["id"], id_ecommerce=integracao["id"])
    return {"identificador": integracao["id"], "enviados": len(escolhidos)}


def aplicar_resposta(work: Work, ids_mapeamento: list[int], corpo: bytes) -> None:
    """Apply the receiver's answer: an entry with a SKU maps, `error` or a missing entry leaves unmapped."""
    entradas = {str(entrada.get("idMapeamento")): entrada for entrada in _entradas(corpo)}
    for id_mapeamento in ids_mapeamento:
        mapeamento = work.documents(mapeamentos.MAPEAMENTO).get(id_mapeamento)
        if mapeamento is not None:
            _aplicar(work, mapeamento, entradas.get(str(id_mapeamento), {}))


def recusar(work: Work, ids_mapeamento: list[int], motivo: str) -> None:
    """Leave products unmapped after the last attempt failed."""
    for id_mapeamento in ids_mapeamento:
        mapeamento = work.documents(mapeamentos.MAPEAMENTO).get(id_mapeamento)
        if mapeamento is not None:
            mapeamentos.marcar(work, mapeamento, mapeamentos.NAO_MAPEADO, motivo)


def _escolher(work: Work, codigo: str) -> list[dict[str, Any]]:
    achados = [produto for produto in produtos.por_codigo(work, codigo) if produto["tipo_variacao"] != "V"]
    if not achados:
        raise ScreenRefusal(f"Não há produto com o código “{codigo}” na lista.")
    return achados


def _aplicar(work: Work, mapeamento: dict[str, Any], entrada: dict[str, Any]) -> None:
    erro, sku = _texto(entrada.get("error")), _texto(entrada.get("skuMapeamento")).strip()
    if erro or not sku:
        mapeamentos.marcar(work, mapeamento, mapeamentos.NAO_MAPEADO, erro or SEM_RESPOSTA)
        return
    mapeamentos.mapear(
        work,
        mapeamento,
        sku,
        url_produto=_texto(entrada.get("urlProduto")),
        url_imagem=_texto(entrada.get("urlImagem")),
    )


def _entradas(corpo: bytes) -> list[dict[str, Any]]:
    try:
        resposta = json.loads(corpo)
    except (ValueError, RecursionError):
        return []
    if not isinstance(resposta, dict):
        return _objetos(resposta)
    return _objetos([item.get("mapeamento") for item in _objetos(resposta.get("mapeamentos"))])


def _objetos(valor: Any) -> list[dict[str, Any]]:
    return [item for item in valor if isinstance(item, dict)] if isinstance(valor, list) else []


def _texto(valor: Any) -> str:
    if isinstance(valor, bool) or not isinstance(valor, str | int | float):
        return ""
    return str(valor).encode("utf-8", "replace").decode()
