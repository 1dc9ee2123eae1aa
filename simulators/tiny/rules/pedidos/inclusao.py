"""Creating an order (tiny-api2 §5.4, §11)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import RegistroDuplicado
from homologa.simulators.tiny.rules import settings
from homologa.simulators.tiny.rules.pedidos import clientes, estoque, leitura, ocorrencias
from homologa.simulators.tiny.rules.pedidos.campos import ATUALIZAR
from homologa.simulators.tiny.rules.pedidos.modelo import PEDIDO, PRIMEIRO_ID, PRIMEIRO_NUMERO, acrescentar
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.rules.registros import Leitor


def incluir(work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    """Create an order, and its contact when there is none; gives the order.

    An item whose product is not in the catalogue is taken with id_produto 0. What is wrong with the record is told
    before a duplicate is looked for [inferred]. Raises ValidacaoRecusada or RegistroDuplicado.
    """
    lido = leitura.ler(work, registro)
    _recusar_repetido(work, lido)
    contato = clientes.cadastrar(work, lido["cliente"], atualizar=_atualiza(registro))
    pedido = {
        "id": work.next_id("pedido", PRIMEIRO_ID),
        "numero": work.next_id("numero_de_pedido", PRIMEIRO_NUMERO),
        **lido,
        "id_contato": contato["id"],
        "cliente": clientes.como_no_pedido(lido["cliente"], contato),
        "itens": com_produtos(work, lido["itens"]),
        **_novo(work),
    }
    ocorrencias.registrar(work, pedido)
    estoque.reservar(work, pedido)
    acrescentar(work, pedido)
    return pedido


def com_produtos(work: Work, itens: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items with the product of each: that of its id, else the oldest of its code, else none (id_produto 0)."""
    return [_com_produto(work, item) for item in itens]


def _com_produto(work: Work, item: Mapping[str, Any]) -> dict[str, Any]:
    produto = work.documents(produtos.PRODUTO).get(item["id_produto"]) if item["id_produto"] else None
    if produto is None or produto["situacao"] == produtos.EXCLUIDO:
        achados = produtos.por_codigo(work, item["codigo"]) if item["codigo"] else []
        produto = next(iter(achados), None)
    if produto is None:
        return {**item, "id_produto": 0}
    return {**item, "id_produto": produto["id"], "codigo": item["codigo"] or produto["codigo"]}


def _recusar_repetido(work: Work, pedido: Mapping[str, Any]) -> None:
    if not pedido["numero_ecommerce"] or settings.ler(work, "duplicate_ecommerce_number") != "error30":
        return
    chave = (pedido["numero_ecommerce"], pedido["id_ecommerce"])
    if work.documents(PEDIDO).first("numero_ecommerce = ? AND id_ecommerce = ?", chave) is not None:
        raise RegistroDuplicado(hint=f"já há um pedido {chave[0]} deste e-commerce: pesquise por numeroEcommerce antes")


def _atualiza(registro: Mapping[str, Any]) -> bool:
    """What `atualizar_cliente` says; the record was read before, so that its client is an object."""
    leitor = Leitor()
    lidos = leitor.completos(registro.get("cliente") or {}, (ATUALIZAR,))
    leitor.exigir()
    return bool(lidos[ATUALIZAR.nome] == "S")


def _novo(work: Work) -> dict[str, Any]:
    return {
        "data_faturamento": "",
        "data_envio": "",
        "data_entrega": "",
        "codigo_rastreamento": "",
        "url_rastreamento": "",
        "despacho": {},
        "id_nota_fiscal": 0,
        "estoque_lancado": False,
        "itens_lancados": [],
        "contas_lancadas": False,
        "reservas": {},
        "criado_em": work.now.isoformat(timespec="seconds"),
        "criado_por": work.actor,
    }
