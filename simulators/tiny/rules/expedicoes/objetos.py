"""What an expedition takes of the order or invoice that is released to it (tiny-api2 §5.6)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado, ValidacaoRecusada
from homologa.simulators.tiny.rules import formas_envio
from homologa.simulators.tiny.rules.expedicoes.modelo import (
    EXPEDICAO,
    NOTA_FISCAL,
    PRIMEIRO_ID,
    TIPOS,
    VENDA,
    do_objeto,
)
from homologa.simulators.tiny.rules.notas import modelo as notas
from homologa.simulators.tiny.rules.notas.situacoes import SEM_EFEITO
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.rules.pedidos.situacoes import CANCELADO

ENDERECO = ("endereco", "numero", "complemento", "bairro", "cep", "cidade", "uf")
NO_OBJETO = ("codigo_rastreamento", "url_rastreamento")
Gravar = Callable[[Work, dict[str, Any]], None]


@dataclass(frozen=True)
class Objeto:
    """An order or an invoice, in the terms of expedition; ids are 0 for none."""

    tipo: str
    registro: dict[str, Any]
    nome: str
    data_emissao: str
    destinatario: dict[str, str]
    transportador: str
    volumes: int
    peso_bruto: float
    id_venda: int
    id_nota: int
    cancelado: bool


def ler(work: Work, tipo: str, id_objeto: int) -> Objeto:
    """The order or invoice of this id; raises NaoLocalizado."""
    if tipo == NOTA_FISCAL:
        return _da_nota(notas.obter(work, id_objeto))
    return _da_venda(pedidos.obter(work, id_objeto))


def da_expedicao(work: Work, expedicao: Mapping[str, Any]) -> Objeto | None:
    """The order or invoice that an expedition takes out; None when it was deleted since."""
    try:
        return ler(work, expedicao["tipo_objeto"], expedicao["id_objeto"])
    except NaoLocalizado:
        return None


def liberar(work: Work, tipo: str, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Release orders (`venda`) or invoices (`notafiscal`) to expedition, and give their expeditions.

    One that was released before keeps the expedition that it has; one that was cancelled is refused [inferred].
    Raises ValidacaoRecusada or NaoLocalizado.
    """
    if tipo not in TIPOS:
        raise ValidacaoRecusada("O tipo dos objetos é inválido", hint=f"use um destes: {', '.join(TIPOS)}")
    return [do_objeto(work, tipo, id_objeto) or _nova(work, ler(work, tipo, id_objeto)) for id_objeto in ids]


def com_rastreio(work: Work, expedicao: Mapping[str, Any]) -> dict[str, Any]:
    """The expedition with the tracking of its order or invoice when it has no code of its own [inferred]."""
    if expedicao["codigo_rastreamento"]:
        return dict(expedicao)
    objeto = da_expedicao(work, expedicao)
    return {**expedicao, **({nome: objeto.registro[nome] for nome in NO_OBJETO} if objeto else {})}


def anotar_rastreio(work: Work, expedicao: Mapping[str, Any]) -> None:
    """Write the tracking of an expedition on its order or invoice, and on the order of an invoice [inferred]."""
    for registro, gravar in _registros(work, da_expedicao(work, expedicao)):
        dito = {nome: expedicao[nome] for nome in NO_OBJETO}
        if any(registro[nome] != valor for nome, valor in dito.items()):
            gravar(work, registro | dito)


def _registros(work: Work, objeto: Objeto | None) -> Iterator[tuple[dict[str, Any], Gravar]]:
    """The records that tell of the tracking of an object, and how each is stored."""
    pedido = work.documents(pedidos.PEDIDO).get(objeto.id_venda) if objeto else None
    if objeto and objeto.tipo == NOTA_FISCAL:
        yield objeto.registro, notas.gravar
    if pedido:
        yield pedido, pedidos.gravar


def _da_venda(pedido: dict[str, Any]) -> Objeto:
    despacho = pedido["despacho"]
    return Objeto(
        VENDA,
        pedido,
        f"Pedido {pedido['numero']}",
        pedido["data_pedido"][:10],
        _destinatario(pedido),
        pedido["nome_transportador"].strip(),
        int(despacho.get("volumes", 0.0)),
        despacho.get("peso_bruto", 0.0),
        pedido["id"],
        pedido["id_nota_fiscal"],
        pedido["situacao"] == CANCELADO,
    )


def _da_nota(nota: dict[str, Any]) -> Objeto:
    return Objeto(
        NOTA_FISCAL,
        nota,
        f"Nota fiscal {notas.numero_escrito(nota)}",
        nota["data_emissao"][:10],
        _destinatario(nota),
        nota["transportador"].get("nome", "").strip(),
        int(nota["quantidade_volumes"]),
        nota["peso_bruto"],
        nota["id_venda"],
        nota["id"],
        nota["situacao"] in SEM_EFEITO,
    )


def _nova(work: Work, objeto: Objeto) -> dict[str, Any]:
    if objeto.cancelado:
        raise ValidacaoRecusada(f"{objeto.nome}: o que foi cancelado não vai para a expedição")
    registro, codigo = objeto.registro, _forma_envio(objeto)
    frete = formas_envio.frete_por_descricao(formas_envio.por_codigo(work, codigo), registro["forma_frete"])
    expedicao = {
        "id": work.next_id("expedicao", PRIMEIRO_ID),
        "id_objeto": registro["id"],
        "tipo_objeto": objeto.tipo,
        "id_agrupamento": 0,
        "identificacao": objeto.nome,
        "data_emissao": objeto.data_emissao,
        "pagina": "",
        "forma_envio": codigo,
        "forma_frete": _frete(frete, registro["forma_frete"]),
        "transportadora": {"id": 0, "nome": objeto.transportador},
        "qtd_volumes": objeto.volumes or 1,
        "peso_bruto": objeto.peso_bruto,
        **{nome: registro[nome] for nome in NO_OBJETO},
        "possui_valor_declarado": "N",
        "valor_declarado": 0.0,
        "possui_ar": "N",
        "embalagem": {"tipo": "0", "altura": 0.0, "largura": 0.0, "comprimento": 0.0, "diametro": 0.0},
        "destinatario": objeto.destinatario,
        "marcadores": [],
    }
    work.documents(EXPEDICAO).add(expedicao)
    return expedicao


def _forma_envio(objeto: Objeto) -> str:
    """The code of the shipping method; a carrier alone means Correios by its name, else Transportadora [inferred]."""
    codigo: str = objeto.registro["forma_envio"].strip().upper()
    if codigo or not objeto.transportador:
        return codigo
    correios = formas_envio.titulo(formas_envio.CORREIOS)
    e_correios = objeto.transportador.casefold() == correios.casefold()
    return formas_envio.CORREIOS if e_correios else formas_envio.TRANSPORTADORA


def _frete(frete: Mapping[str, Any] | None, descricao: str) -> dict[str, Any]:
    if frete is None:
        return {"id": 0, "descricao": descricao}
    return {"id": frete["id"], "descricao": frete["descricao"]}


def _destinatario(registro: Mapping[str, Any]) -> dict[str, str]:
    entrega, cliente = registro["endereco_entrega"] or registro["cliente"], registro["cliente"]
    nome = entrega.get("nome_destinatario") or cliente["nome"]
    return {"nome": nome, **{campo: entrega[campo] for campo in ENDERECO}}
