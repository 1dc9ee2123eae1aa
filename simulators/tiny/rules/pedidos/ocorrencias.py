"""What happened to orders: each situation that one came to, and the day (tiny-api2 §5.4)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.pedidos.situacoes import DATAS

OCORRENCIA = Collection(
    "ocorrencia_de_pedido",
    {"id_pedido": int, "situacao": str, "dia": str},
    indexes=(("id_pedido",), ("dia", "situacao", "id_pedido")),
)


def registrar(work: Work, pedido: dict[str, Any]) -> None:
    """Note that an order came to its situation now, and the day that it keeps of it."""
    hoje = work.now.date().isoformat()
    ocorrencia = {"id": work.next_id("ocorrencia_de_pedido"), "id_pedido": pedido["id"]}
    ocorrencia |= {"situacao": pedido["situacao"], "dia": hoje, "em": work.now.isoformat(timespec="seconds")}
    ocorrencia["alterada_por"] = work.actor
    work.documents(OCORRENCIA).add(ocorrencia)
    data = DATAS.get(pedido["situacao"])
    if data is not None and not pedido[data]:
        pedido[data] = hoje


def do_pedido(work: Work, id_pedido: int) -> list[dict[str, Any]]:
    """The occurrences of an order, the oldest first."""
    return work.documents(OCORRENCIA).find("id_pedido = ?", (id_pedido,))


def condicao(work: Work, filtro: Mapping[str, str]) -> tuple[str, tuple[object, ...]]:
    """An SQL condition and its parameters: an order came to `situacao`, or to any, between the days `de` and `ate`."""
    partes = {"dia >= ?": filtro["de"], "dia <= ?": filtro["ate"], "situacao = ?": filtro["situacao"]}
    ditas = {parte: valor for parte, valor in partes.items() if valor}
    onde = " AND ".join(ditas)
    return f"id IN (SELECT id_pedido FROM {work.platform}_{OCORRENCIA.name} WHERE {onde})", tuple(ditas.values())
