"""Shipping methods and their freight forms (tiny-api2 §4.3, §5.6).

A shipping method has `id`, `nome`, `codigo` (the code of `forma_envio`, "" when none is known), `tipo_logistica`,
`situacao` (1 enabled, 2 disabled), `id_gateway_logistico` (int or None) and `formas_frete`, each with `id`,
`descricao`, `codigo`, `codigo_externo`, `tipo_entrega`, and the table by which it is quoted: None, or `base` and
`por_kg` (R$), `prazo` (days), `peso_maximo` (kg).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado, SemRegistros, ValidacaoRecusada
from homologa.simulators.tiny.rules import numeros

FORMA_ENVIO = Collection(
    "forma_envio",
    {"codigo": str, "nome": str, "tipo_logistica": int, "situacao": int},
    indexes=(("codigo",), ("tipo_logistica",)),
    unique=(("nome",),),
)
PRIMEIRO_ID, PRIMEIRO_ID_DE_FRETE = 730101, 731001
HABILITADA, DESABILITADA = 1, 2
CORREIOS, TRANSPORTADORA, SEM_FRETE = "C", "T", "S"
MAIS_LONGO = 60
"""Characters of a name, a description or a code."""


@dataclass(frozen=True)
class Codigo:
    """What a code of `forma_envio` stands for; `logistica` is its int, None when no document has one."""

    titulo: str
    logistica: int | None


CODIGOS: Mapping[str, Codigo] = MappingProxyType(
    {
        CORREIOS: Codigo("Correios", 1),
        TRANSPORTADORA: Codigo("Transportadora", 2),
        "M": Codigo("Mercado Envios", 3),
        "E": Codigo("Correios e-fulfillment", 5),
        "B": Codigo("B2W Entrega", 4),
        "X": Codigo("Customizada", 6),
        "D": Codigo("Conectalá Etiquetas", 18),
        "J": Codigo("Jadlog", 7),
        SEM_FRETE: Codigo("Sem frete", 0),
        "TOTALEXPRESS": Codigo("Total Express", 8),
        "OLIST": Codigo("Olist", 9),
        "GATEWAY": Codigo("Gateway logístico", 10),
        "MAGALU_ENTREGAS": Codigo("Magalu Entregas", 11),
        "MAGALU_FULFILLMENT": Codigo("Magalu Fulfillment", 20),
        "SHOPEE_ENVIOS": Codigo("Shopee Envios", 12),
        "NS_ENTREGAS": Codigo("Netshoes Entregas", 13),
        "VIAVAREJO_ENVVIAS": Codigo("Via Varejo Envvias", 14),
        "ALI_ENVIOS": Codigo("AliExpress Envios", 16),
        "MADEIRA_ENVIOS": Codigo("Madeira Envios", 15),
        "LOGGI": Codigo("Loggi", 17),
        "AMAZON_DBA": Codigo("Amazon DBA", 19),
        "NS_MAGALU_ENTREGAS": Codigo("Netshoes Magalu Entregas", 21),
        "MANDAE": Codigo("Mandaê", 23),
    }
)
"""The codes of `forma_envio` and the `tipo_logistica` of each; which int a code has is [inferred] from the names."""
LOGISTICAS: Mapping[int, str] = MappingProxyType(
    {
        **{codigo.logistica: codigo.titulo for codigo in CODIGOS.values() if codigo.logistica is not None},
        22: "Shein",
        24: "Olist Envios",
        25: "Kwai",
        26: "Beleza na Web",
        27: "TikTok",
        28: "Hub",
        30: "Posta Já",
        31: "Temu",
    }
)
"""Every `tipo_logistica`."""
TIPOS_DE_ENTREGA = ("nao_definida", "normal", "expressa", "economica", "super_expressa", "agendada", "retirada")


@dataclass(frozen=True)
class Tabela:
    """What a freight form costs before the distance counts: R$, R$ per kg, days, and the kg of its largest parcel."""

    base: float
    por_kg: float
    prazo: int
    peso_maximo: float


@dataclass(frozen=True)
class Frete:
    """A freight form as a new account has it."""

    descricao: str
    codigo: str
    tipo_entrega: str = "nao_definida"
    tabela: Tabela | None = None


INICIAIS: tuple[tuple[str, str, tuple[Frete, ...]], ...] = (
    (
        CORREIOS,
        "Correios",
        (
            Frete("PAC", "03298", "economica", Tabela(16.9, 2.4, 5, 30.0)),
            Frete("SEDEX", "03220", "expressa", Tabela(21.5, 4.1, 1, 30.0)),
            Frete("Mini Envios", "04227", "economica", Tabela(9.8, 3.0, 7, 0.3)),
        ),
    ),
    (
        TRANSPORTADORA,
        "Transportadora",
        (
            Frete("Rodoviário", "RODOVIARIO", "normal", Tabela(28.0, 1.1, 4, 500.0)),
            Frete("Rodoviário expresso", "EXPRESSO", "super_expressa", Tabela(49.0, 2.6, 1, 500.0)),
        ),
    ),
    ("M", "Mercado Envios", (Frete("Coleta", "COLETA"), Frete("Flex", "FLEX", "expressa"), Frete("Full", "FULL"))),
    ("J", "Jadlog", (Frete(".PACKAGE", "3", "normal", Tabela(18.7, 2.0, 4, 120.0)), Frete(".COM", "9", "expressa"))),
    ("X", "Retirada na loja", (Frete("Retirada", "RETIRADA", "retirada", Tabela(0.0, 0.0, 0, 10**6)),)),
    (SEM_FRETE, "Sem frete", ()),
)
"""The shipping methods of a new account, believable ones [inferred]; the figures of their tables are ours."""


def semear(work: Work) -> None:
    """Give a new account its shipping methods."""
    for codigo, nome, fretes in INICIAIS:
        forma = incluir(work, nome, codigo)
        for frete in fretes:
            incluir_frete(work, forma["nome"], frete)


def pesquisar(work: Work, tipo_logistica: str = "") -> list[dict[str, Any]]:
    """The shipping methods of a kind of logistics, all of them for ""; raises ValidacaoRecusada or SemRegistros."""
    formas = work.documents(FORMA_ENVIO)
    achadas = formas.find("tipo_logistica = ?", (_logistica(tipo_logistica),)) if tipo_logistica else formas.find()
    if not achadas:
        raise SemRegistros
    return achadas


def obter(work: Work, id_forma: int) -> dict[str, Any]:
    """The shipping method of this id; raises NaoLocalizado."""
    forma = work.documents(FORMA_ENVIO).get(id_forma)
    if forma is None:
        raise NaoLocalizado("Forma de envio não localizada", hint=f"não há forma de envio com id {id_forma}")
    return forma


def por_codigo(work: Work, codigo: str) -> dict[str, Any] | None:
    """The first shipping method that has this code of `forma_envio`, in any case; None for none."""
    if not codigo.strip():
        return None
    return work.documents(FORMA_ENVIO).first("codigo = ?", (codigo.strip().upper(),))


def codigo(texto: str) -> str:
    """A code of `forma_envio` as it is kept, "" for ""; lower case is taken. Raises ValueError with the text."""
    lido = texto.strip().upper()
    if lido and lido not in CODIGOS:
        raise ValueError("A forma de envio é inválida")
    return lido


def titulo(codigo: str) -> str:
    """What a code of `forma_envio` stands for; the code itself when it is unknown."""
    return CODIGOS[codigo].titulo if codigo in CODIGOS else codigo


def frete_por_descricao(forma: Mapping[str, Any] | None, descricao: str) -> dict[str, Any] | None:
    """The freight form of a shipping method that has this description or this code, in any case; None for none."""
    procurada = descricao.strip().casefold()
    fretes: Sequence[dict[str, Any]] = forma["formas_frete"] if forma else ()
    return next((um for um in fretes if procurada in (um["descricao"].casefold(), um["codigo"].casefold())), None)


def incluir(work: Work, nome: str, codigo: str) -> dict[str, Any]:
    """Add a shipping method of a code; raises ScreenRefusal."""
    nome, codigo = _texto(nome, "nome"), codigo.strip().upper()
    if codigo not in CODIGOS:
        raise ScreenRefusal(f"Não há forma de envio “{codigo}”. Códigos: {', '.join(CODIGOS)}.")
    if work.documents(FORMA_ENVIO).first("nome = ?", (nome,)):
        raise ScreenRefusal(f"Já há uma forma de envio “{nome}”.")
    forma = {
        "id": work.next_id("forma_envio", PRIMEIRO_ID),
        "nome": nome,
        "codigo": codigo,
        "tipo_logistica": CODIGOS[codigo].logistica,
        "situacao": HABILITADA,
        "id_gateway_logistico": None,
        "formas_frete": [],
    }
    work.documents(FORMA_ENVIO).add(forma)
    return forma


def incluir_frete(work: Work, nome: str, frete: Frete) -> dict[str, Any]:
    """Add a freight form to the shipping method of this name; raises ScreenRefusal."""
    forma = por_nome(work, nome)
    descricao, codigo = _texto(frete.descricao, "descrição"), frete.codigo.strip()[:MAIS_LONGO]
    if frete.tipo_entrega not in TIPOS_DE_ENTREGA:
        raise ScreenRefusal(f"Não há tipo de entrega “{frete.tipo_entrega}”. Tipos: {', '.join(TIPOS_DE_ENTREGA)}.")
    if frete_por_descricao(forma, descricao):
        raise ScreenRefusal(f"A forma de envio “{nome}” já tem a forma de frete “{descricao}”.")
    novo = {
        "id": work.next_id("forma_frete", PRIMEIRO_ID_DE_FRETE),
        "descricao": descricao,
        "codigo": codigo,
        "codigo_externo": "",
        "tipo_entrega": frete.tipo_entrega,
        "tabela": asdict(frete.tabela) if frete.tabela else None,
    }
    forma["formas_frete"].append(novo)
    work.documents(FORMA_ENVIO).put(forma)
    return novo


def habilitar(work: Work, nome: str, *, sim: bool) -> dict[str, Any]:
    """Enable or disable the shipping method of this name; raises ScreenRefusal."""
    forma = {**por_nome(work, nome), "situacao": HABILITADA if sim else DESABILITADA}
    work.documents(FORMA_ENVIO).put(forma)
    return forma


def habilitadas(work: Work) -> list[dict[str, Any]]:
    """The enabled shipping methods."""
    return work.documents(FORMA_ENVIO).find("situacao = ?", (HABILITADA,))


def por_nome(work: Work, nome: str) -> dict[str, Any]:
    """The shipping method of this name; raises ScreenRefusal."""
    forma = work.documents(FORMA_ENVIO).first("nome = ?", (nome.strip(),))
    if forma is None:
        nomes = ", ".join(uma["nome"] for uma in work.documents(FORMA_ENVIO).find())
        raise ScreenRefusal(f"Não há forma de envio “{nome}”. Formas de envio: {nomes}.")
    return forma


def _logistica(texto: str) -> int:
    tipo = numeros.inteiro(texto)
    if tipo is None or tipo not in LOGISTICAS:
        conhecidos = ", ".join(f"{numero} {nome}" for numero, nome in sorted(LOGISTICAS.items()))
        raise ValidacaoRecusada("O tipo de logística é inválido", hint=f"use um destes: {conhecidos}")
    return tipo


def _texto(valor: str, campo: str) -> str:
    lido = valor.strip()
    if not 0 < len(lido) <= MAIS_LONGO:
        raise ScreenRefusal(f"O campo {campo} deve ter de 1 a {MAIS_LONGO} caracteres.")
    return lido
