"""Sending products to an e-commerce: one question per product, whose answer is the mapping (tiny-api2 §6.2, §10)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import integracoes, mapeamentos
from homologa.simulators.tiny.rules.produtos import modelo as produtos

SEM_RESPOSTA = "não mapeado pelo integrador"


def enviar(work: Work, plataforma: str, codigos: list[str]) -> dict[str, Any]:
    """Send the products of these codes to the Ativa integration of a platform; raises ScreenRefusal."""
    integracao = integracoes.ativa(work, plataforma)
    if not integracao["urls"]["produto"]:
        raise ScreenRefusal("A integração não tem a URL para envio de produtos.")
    escolhidos = [produto for codigo in codigos for produto in _escolher(work, codigo)]
    for produto in escolhidos:
        abrir(work, integracao["id"], [produto, *produtos.variacoes_de(work, produto["id"])])
        work.emit("produto_enviado", id_produto=produto["id"], id_ecommerce=integracao["id"])
    return {"identificador": integracao["id"], "enviados": len(escolhidos)}


def abrir(work: Work, id_ecommerce: int, itens: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """The mappings, by product, of items that are on their way to an integration; new ones begin unmapped."""
    abertos = {item["id"]: mapeamentos.abrir(work, id_ecommerce, item["id"]) for item in itens}
    for mapeamento in abertos.values():
        mapeamentos.marcar(work, mapeamento, mapeamentos.ENVIANDO)
    return abertos


def destinos(work: Work, itens: Sequence[Mapping[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """The mappings in force of a product and its variations, by integration."""
    achados: dict[int, list[dict[str, Any]]] = {}
    for item in itens:
        for mapeamento in mapeamentos.do_produto(work, item["id"]):
            achados.setdefault(mapeamento["id_ecommerce"], []).append(mapeamento)
    return achados


def aplicar_resposta(work: Work, ids_mapeamento: list[int], corpo: bytes) -> None:
    """Apply the receiver's answer: an entry with a SKU maps, `error` or a missing entry leaves unmapped.

    An `error` for the whole answer is the message of each item that has no entry [inferred].
    """
    resposta = _lida(corpo)
    entradas = {str(entrada.get("idMapeamento")): entrada for entrada in _entradas(resposta)}
    sem_entrada = {"error": resposta.get("error")} if isinstance(resposta, dict) else {}
    for id_mapeamento in ids_mapeamento:
        mapeamento = work.documents(mapeamentos.MAPEAMENTO).get(id_mapeamento)
        if mapeamento is not None:
            _aplicar(work, mapeamento, entradas.get(str(id_mapeamento), sem_entrada))


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


def _lida(corpo: bytes) -> Any:
    try:
        return json.loads(corpo)
    except (ValueError, RecursionError):
        return None


def _entradas(resposta: Any) -> list[dict[str, Any]]:
    if not isinstance(resposta, dict):
        return _objetos(resposta)
    return _objetos([item.get("mapeamento") for item in _objetos(resposta.get("mapeamentos"))])


def _objetos(valor: Any) -> list[dict[str, Any]]:
    return [item for item in valor if isinstance(item, dict)] if isinstance(valor, list) else []


def _texto(valor: Any) -> str:
    if isinstance(valor, bool) or not isinstance(valor, str | int | float):
        return ""
    return str(valor).encode("utf-8", "replace").decode()
