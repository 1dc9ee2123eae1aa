"""Searching orders (tiny-api2 §5.4)."""

from dataclasses import dataclass, field

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import mascaras, numeros, settings
from homologa.simulators.tiny.rules.contatos.modelo import do_vendedor
from homologa.simulators.tiny.rules.paginas import Pagina, paginar
from homologa.simulators.tiny.rules.pedidos import ocorrencias, situacoes
from homologa.simulators.tiny.rules.pedidos.modelo import PEDIDO

ORDENS = {"ASC": "id", "DESC": "id DESC"}


@dataclass(frozen=True)
class Ocorrencia:
    """The days, ISO or "", between which an order came to `situacao`, or to any when it is ""."""

    de: str = ""
    ate: str = ""
    situacao: str = ""


@dataclass(frozen=True)
class Filtro:
    """What a search asks for; the days are ISO, and the registration date is that of the order [inferred]."""

    numero: str = ""
    cliente: str = ""
    cpf_cnpj: str = ""
    data_inicial: str = ""
    data_final: str = ""
    alterado_desde: str = ""
    situacao: str = ""
    numero_ecommerce: str = ""
    id_vendedor: str = ""
    nome_vendedor: str = ""
    marcador: str = ""
    ocorrencia: Ocorrencia = field(default_factory=Ocorrencia)
    ordem: str = "ASC"
    pagina: int = 1


def pesquisar(work: Work, filtro: Filtro) -> Pagina:
    """Orders that pass every filter, in the order of their registration or, with DESC, the newest first.

    Without one of the filters that a search needs it is refused (ParametroNaoInformado [inferred]), unless the
    account's switch says that it lists. Raises also ValidacaoRecusada, SemRegistros or PaginaInexistente.
    """
    partes = _partes(work, filtro)
    if not partes and settings.ler(work, "orders_without_filter") == "error":
        raise ParametroNaoInformado(
            "Pelo menos um filtro deve ser informado",
            hint="mande numero, cliente, cpf_cnpj, dataInicial, dataFinal, dataAtualizacao, situacao, numeroEcommerce, "
            "idVendedor, nomeVendedor ou marcador",
        )
    partes += _da_ocorrencia(work, filtro.ocorrencia)
    condicao = " AND ".join(parte for parte, _ in partes) or "1"
    valores = tuple(valor for _, seus in partes for valor in seus)
    if filtro.ordem not in ORDENS:
        raise ValidacaoRecusada("O sort é inválido", hint="use ASC ou DESC")
    return paginar(work.documents(PEDIDO), condicao, valores, filtro.pagina, ORDENS[filtro.ordem])


def _partes(work: Work, filtro: Filtro) -> list[tuple[str, tuple[object, ...]]]:
    iguais: tuple[tuple[str, str, object], ...] = (
        (filtro.numero, "numero = ?", numeros.inteiro(filtro.numero)),
        (filtro.cpf_cnpj, "cpf_cnpj = ?", mascaras.documento(filtro.cpf_cnpj)),
        (filtro.data_inicial, "data_pedido >= ?", filtro.data_inicial),
        (filtro.data_final, "data_pedido <= ?", filtro.data_final),
        (filtro.alterado_desde, "alterado_em >= ?", filtro.alterado_desde),
        (filtro.situacao, "situacao = ?", _codigo(filtro.situacao)),
        (filtro.numero_ecommerce, "numero_ecommerce = ?", filtro.numero_ecommerce),
        (filtro.id_vendedor, "id_vendedor = ?", numeros.inteiro(filtro.id_vendedor)),
        (filtro.marcador, "instr(nomes_marcadores, ?)", f"|{filtro.marcador.strip().casefold()}|"),
    )
    partes: list[tuple[str, tuple[object, ...]]] = [(parte, (valor,)) for dito, parte, valor in iguais if dito]
    if filtro.cliente:
        partes.append(work.documents(PEDIDO).containing(filtro.cliente))
    if filtro.nome_vendedor:
        partes.append(do_vendedor(work, filtro.nome_vendedor))
    return partes


def _da_ocorrencia(work: Work, ocorrencia: Ocorrencia) -> list[tuple[str, tuple[object, ...]]]:
    if not ocorrencia.de and not ocorrencia.ate:
        if ocorrencia.situacao:
            raise ValidacaoRecusada(
                "A situacaoOcorrencia exige dataInicialOcorrencia ou dataFinalOcorrencia",
                hint="informe uma das datas da ocorrência junto com a situação",
            )
        return []
    codigo = _codigo(ocorrencia.situacao)
    return [ocorrencias.condicao(work, {"de": ocorrencia.de, "ate": ocorrencia.ate, "situacao": codigo})]


def _codigo(texto: str) -> str:
    """The code of a situation, "" for none; raises ValidacaoRecusada for no code [inferred]."""
    codigo = situacoes.por_codigo(texto)
    if texto and codigo is None:
        raise ValidacaoRecusada("A situação é inválida", hint=f"use um destes códigos: {', '.join(situacoes.CODIGOS)}")
    return codigo or ""
