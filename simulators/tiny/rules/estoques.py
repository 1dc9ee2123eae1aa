"""Stock: balances by deposit, reservations, and the movements that made them (tiny-api2 §5.2, §10)."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import atualizacoes, depositos
from homologa.simulators.tiny.rules.produtos import kits
from homologa.simulators.tiny.rules.produtos import modelo as produtos

ESTOQUE = Collection("estoque")
"""What a product has: its id, `saldos` by the id of the deposit, and `reservado`."""
MOVIMENTO = Collection("movimento_de_estoque", {"id_produto": int}, indexes=(("id_produto", "id"),))
PRIMEIRO_ID = 960001
ENTRADA, SAIDA, BALANCO = "E", "S", "B"
INICIAL = "Estoque inicial"


@dataclass(frozen=True)
class SaldoNoDeposito:
    """What one deposit has of a product."""

    nome: str
    empresa: str
    desconsiderar: bool
    saldo: float


@dataclass(frozen=True)
class Saldos:
    """The balance of a product: `fisico` leaves out the deposits "desconsiderar", `disponivel` the reserved."""

    fisico: float
    reservado: float
    disponivel: float
    depositos: tuple[SaldoNoDeposito, ...]


@dataclass(frozen=True)
class Lancamento:
    """A movement to be made; without `deposito` in the default one, without `data` (YYYY-MM-DD HH:MM:SS) now."""

    tipo: str
    quantidade: float
    deposito: str = ""
    preco_unitario: float = 0.0
    observacoes: str = ""
    data: str = ""


def saldos(work: Work, produto: Mapping[str, Any]) -> Saldos:
    """The balances of a product; those of a parent are the sums of its variations' [inferred].

    Those of a kit are the least that its parts allow, whole kits alone, in all deposits or in one (fact 64): that each
    deposit has a balance of its own is [inferred].
    """
    if kits.e_kit(produto):
        return _do_kit(work, produto)
    donos = produtos.variacoes_de(work, produto["id"]) if produto["tipo_variacao"] == "P" else [produto]
    partes = [_do_produto(work, dono["id"]) for dono in donos]
    linhas = tuple(
        SaldoNoDeposito(
            deposito["nome"],
            deposito["empresa"],
            deposito["desconsiderar"],
            _soma(parte["saldos"].get(str(deposito["id"]), 0.0) for parte in partes),
        )
        for deposito in depositos.todos(work)
    )
    fisico = _soma(linha.saldo for linha in linhas if not linha.desconsiderar)
    reservado = _soma(parte["reservado"] for parte in partes)
    return Saldos(fisico, reservado, _soma((fisico, -reservado)), linhas)


def movimentar(work: Work, produto: Mapping[str, Any], lancamento: Lancamento) -> dict[str, Any]:
    """Move the stock of a product and give the movement: E adds, S subtracts, B sets; it may end below zero [inferred].

    Raises ValidacaoRecusada for an unknown deposit, a service, a kit (fact 64), or a parent, whose stock is that of
    its variations [inferred]. Both texts are reconstructed.
    """
    if produto["tipo"] == "S":
        raise ValidacaoRecusada("Serviços não têm estoque")
    if produto["tipo_variacao"] == "P":
        raise ValidacaoRecusada("O estoque de um produto com variações é o das suas variações")
    if kits.e_kit(produto):
        raise ValidacaoRecusada("O estoque de um kit é o das suas partes")
    return _lancar(work, produto, _deposito(work, lancamento.deposito), lancamento)


def iniciar(work: Work, produto: Mapping[str, Any], quantidade: float) -> None:
    """The stock with which a product is created, in the default deposit; a service, a parent and a kit have none."""
    if quantidade and kits.tem_estoque(produto):
        _lancar(work, produto, depositos.padrao(work), Lancamento(BALANCO, quantidade, observacoes=INICIAL))


def reservar(work: Work, produto: Mapping[str, Any], quantidade: float) -> float:
    """Reserve so much more of a product, or free it when negative; gives what is reserved now, never below zero."""
    estoque = _do_produto(work, produto["id"])
    reservado = max(_soma((estoque["reservado"], quantidade)), 0.0)
    if reservado != estoque["reservado"]:
        _guardar(work, {**estoque, "reservado": reservado})
    return reservado


def desconsiderar(work: Work, nome: str, sim: bool) -> dict[str, Any]:
    """Leave a deposit out of the balances, or count it again: what it holds changes balance. Raises ScreenRefusal."""
    deposito = depositos.obter(work, nome)
    if deposito["desconsiderar"] == sim:
        raise ScreenRefusal(f"O depósito “{deposito['nome']}” já está assim.")
    deposito["desconsiderar"] = sim
    guardados = [um["id"] for um in work.documents(ESTOQUE).find() if um["saldos"].get(str(deposito["id"]))]
    with avisando(work, kits.com(work, *guardados)):
        work.documents(depositos.DEPOSITO).put(deposito)
        for id_produto in guardados:
            _anunciar(work, id_produto)
    return deposito


@contextmanager
def avisando(work: Work, ids: Iterable[int]) -> Iterator[None]:
    """Tell of those of these products whose balances have changed in the end: kits, whose parts did."""
    antes = {id_produto: saldos(work, produtos.obter(work, id_produto)) for id_produto in ids}
    yield
    for id_produto, eram in antes.items():
        if saldos(work, produtos.obter(work, id_produto)) != eram:
            _anunciar(work, id_produto)


def movimentos(work: Work, id_produto: int) -> list[dict[str, Any]]:
    """The movements of a product, in the order in which they were made."""
    return work.documents(MOVIMENTO).find("id_produto = ?", (id_produto,))


def _lancar(
    work: Work, produto: Mapping[str, Any], deposito: Mapping[str, Any], lancamento: Lancamento
) -> dict[str, Any]:
    estoque, chave = _do_produto(work, produto["id"]), str(deposito["id"])
    antes = estoque["saldos"].get(chave, 0.0)
    depois = {
        ENTRADA: _soma((antes, lancamento.quantidade)),
        SAIDA: _soma((antes, -lancamento.quantidade)),
        BALANCO: lancamento.quantidade,
    }[lancamento.tipo]
    movimento = {
        "id": work.next_id("movimento", PRIMEIRO_ID),
        "id_produto": produto["id"],
        "id_deposito": deposito["id"],
        "deposito": deposito["nome"],
        "saldo_antes": antes,
        "saldo_depois": depois,
        **_descrito(work, lancamento),
    }
    work.documents(MOVIMENTO).add(movimento)
    if depois != antes:
        estoque["saldos"][chave] = depois
        _guardar(work, estoque)
    return movimento


def _descrito(work: Work, lancamento: Lancamento) -> dict[str, Any]:
    """What a movement keeps of how it was asked for, by whom and when."""
    agora = work.now.isoformat(timespec="seconds")
    return {
        "tipo": lancamento.tipo,
        "quantidade": lancamento.quantidade,
        "preco_unitario": lancamento.preco_unitario,
        "observacoes": lancamento.observacoes,
        "data": lancamento.data or agora[:19].replace("T", " "),
        "criado_em": agora,
        "criado_por": work.actor,
    }


def _deposito(work: Work, nome: str) -> dict[str, Any]:
    try:
        return depositos.obter(work, nome.strip())
    except ScreenRefusal as recusa:
        raise ValidacaoRecusada("Depósito não localizado", hint=str(recusa)) from None


def _do_kit(work: Work, kit: Mapping[str, Any]) -> Saldos:
    partes = [
        (saldos(work, parte.produto) if parte.produto else None, parte.quantidade) for parte in kits.partes(work, kit)
    ]

    def quantos(saldo: Callable[[Saldos], float]) -> float:
        cabem = (math.floor(round(saldo(ha) / pede, 9)) if ha else 0 for ha, pede in partes)
        return float(min(cabem, default=0))

    def no_deposito(lugar: int) -> float:
        return quantos(lambda ha: ha.depositos[lugar].saldo)

    fisico, disponivel = quantos(lambda ha: ha.fisico), quantos(lambda ha: ha.disponivel)
    linhas = tuple(
        SaldoNoDeposito(
            deposito["nome"],
            deposito["empresa"],
            deposito["desconsiderar"],
            no_deposito(lugar),
        )
        for lugar, deposito in enumerate(depositos.todos(work))
    )
    return Saldos(fisico, _soma((fisico, -disponivel)), disponivel, linhas)


def _do_produto(work: Work, id_produto: int) -> dict[str, Any]:
    return work.documents(ESTOQUE).get(id_produto) or {"id": id_produto, "saldos": {}, "reservado": 0.0}


def _guardar(work: Work, estoque: dict[str, Any]) -> None:
    guardados = work.documents(ESTOQUE)
    with avisando(work, kits.com(work, estoque["id"])):
        if guardados.get(estoque["id"]) is None:
            guardados.add(estoque)
        else:
            guardados.put(estoque)
        _anunciar(work, estoque["id"])


def _anunciar(work: Work, id_produto: int) -> None:
    work.emit("estoque_alterado", id_produto=id_produto)
    atualizacoes.registrar(work, "estoque", id_produto)


def _soma(valores: Iterable[float]) -> float:
    """A sum without the dust of binary fractions, in the ten decimals that a quantity may have."""
    return round(math.fsum(valores), 10) + 0.0
