"""Searching invoices (tiny-api2 §5.5)."""

from dataclasses import dataclass

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import formas_envio, mascaras, numeros
from homologa.simulators.tiny.rules.contatos.modelo import do_vendedor
from homologa.simulators.tiny.rules.notas.modelo import ENTRADA, NOTA, SAIDA
from homologa.simulators.tiny.rules.notas.situacoes import SITUACOES
from homologa.simulators.tiny.rules.paginas import Pagina, paginar

Condicao = tuple[str, tuple[object, ...]]
NO_FIM_DO_DIA = " 23:59:59"


@dataclass(frozen=True)
class Filtro:
    """What a search asks for; the days are ISO and those of issue [inferred]."""

    tipo: str = ""
    numero: str = ""
    cliente: str = ""
    cpf_cnpj: str = ""
    data_inicial: str = ""
    data_final: str = ""
    situacao: str = ""
    numero_ecommerce: str = ""
    serie: str = ""
    id_vendedor: str = ""
    nome_vendedor: str = ""
    id_forma_envio: str = ""
    pagina: int = 1


def pesquisar(work: Work, filtro: Filtro) -> Pagina:
    """Invoices that pass every filter; raises ValidacaoRecusada, SemRegistros or PaginaInexistente.

    Without one of those that a search needs it is refused: ParametroNaoInformado, whose code is [inferred].
    """
    partes = _necessarias(work, filtro)
    if not partes:
        raise ParametroNaoInformado(
            "Pelo menos um filtro deve ser informado",
            hint="mande tipoNota, numero, cliente, cpf_cnpj, dataInicial, dataFinal, situacao ou numeroEcommerce",
        )
    partes += _outras(work, filtro)
    condicao = " AND ".join(parte for parte, _ in partes)
    valores = tuple(valor for _, seus in partes for valor in seus)
    return paginar(work.documents(NOTA), condicao, valores, filtro.pagina)


def _necessarias(work: Work, filtro: Filtro) -> list[Condicao]:
    iguais: tuple[tuple[str, str, object], ...] = (
        (filtro.tipo, "tipo = ?", _tipo(filtro.tipo)),
        (filtro.numero, "numero = ?", numeros.inteiro(filtro.numero)),
        (filtro.cpf_cnpj, "cpf_cnpj = ?", mascaras.documento(filtro.cpf_cnpj)),
        (filtro.data_inicial, "data_emissao >= ?", filtro.data_inicial),
        (filtro.data_final, "data_emissao <= ?", filtro.data_final + NO_FIM_DO_DIA),
        (filtro.situacao, "situacao = ?", _situacao(filtro.situacao)),
        (filtro.numero_ecommerce, "numero_ecommerce = ?", filtro.numero_ecommerce),
    )
    partes: list[Condicao] = [(parte, (valor,)) for dito, parte, valor in iguais if dito]
    if filtro.cliente:
        partes.append(work.documents(NOTA).containing(filtro.cliente))
    return partes


def _outras(work: Work, filtro: Filtro) -> list[Condicao]:
    partes: list[Condicao] = []
    for dito, coluna in ((filtro.serie, "serie"), (filtro.id_vendedor, "id_vendedor")):
        if dito:
            partes.append((f"{coluna} = ?", (numeros.inteiro(dito),)))
    if filtro.nome_vendedor:
        partes.append(do_vendedor(work, filtro.nome_vendedor))
    if filtro.id_forma_envio:
        partes.append(_da_forma(work, filtro.id_forma_envio))
    return partes


def _da_forma(work: Work, texto: str) -> Condicao:
    """The condition that an invoice goes by the shipping method of this id; an unknown one has no invoices."""
    forma = work.documents(formas_envio.FORMA_ENVIO).get(numeros.inteiro(texto) or 0)
    return ("forma_envio = ?", (forma["codigo"],)) if forma else ("0", ())


def _tipo(texto: str) -> str:
    tipo = texto.strip().upper()
    if tipo not in ("", ENTRADA, SAIDA):
        raise ValidacaoRecusada("O tipo da nota fiscal é inválido", hint="use E (entrada) ou S (saída)")
    return tipo


def _situacao(texto: str) -> int | None:
    situacao = numeros.inteiro(texto)
    if texto and situacao not in SITUACOES:
        codigos = ", ".join(f"{codigo} {nome}" for codigo, nome in SITUACOES.items())
        raise ValidacaoRecusada("A situação é inválida", hint=f"use um destes códigos: {codigos}")
    return situacao
