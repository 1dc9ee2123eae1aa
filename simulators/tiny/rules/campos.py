"""The fields of a product: kinds, sizes, defaults and names (tiny-api2 §5.2)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from homologa.simulators.tiny.rules import numeros

Valor = str | float | int


@dataclass(frozen=True)
class Campo:
    """One scalar field; `saida` is its name in answers and `visivel` whether `produto.obter` shows it.

    A `medida` is a number kept as text, for its scale.
    """

    nome: str
    tipo: Literal["texto", "decimal", "medida", "opcao", "inteiro"] = "texto"
    maximo: int = 0
    obrigatorio: bool = False
    padrao: Valor = ""
    opcoes: tuple[str, ...] = ()
    saida: str = ""
    visivel: bool = True
    titulo: str = ""

    def ler(self, valor: Any) -> Valor:
        """The value to store; raises ValueError with the text of the validation error."""
        if self.tipo == "texto" and type(valor) is str and (not self.maximo or len(valor) <= self.maximo):
            return valor
        if self.tipo == "decimal":
            return numeros.decimal(valor, self.nome_legivel)
        if self.tipo == "medida":
            return numeros.medida(valor, self.nome_legivel)
        lido = texto(valor, self.nome_legivel)
        if self.tipo != "texto":
            return self._escolhido(lido.strip())
        if self.maximo and len(lido) > self.maximo:
            raise ValueError(f"O campo {self.nome_legivel} deve ter no máximo {self.maximo} caracteres")
        return lido

    @property
    def nome_legivel(self) -> str:
        """How validation texts name the field."""
        return self.titulo or self.nome

    def _escolhido(self, lido: str) -> Valor:
        if not lido:
            return self.padrao
        aceito = lido in self.opcoes if self.tipo == "opcao" else numeros.inteiro(lido) is not None
        if not aceito:
            raise ValueError(f"O valor do campo {self.nome_legivel} é inválido")
        return lido


def texto(valor: Any, nome: str) -> str:
    """A scalar as text, "" for none; raises ValueError with the validation text."""
    if valor is None:
        return ""
    if isinstance(valor, bool) or not isinstance(valor, str | int | float) or valor in (math.inf, -math.inf):
        raise ValueError(f"O valor do campo {nome} é inválido")
    return str(valor)


def _decimal(nome: str, **mais: Any) -> Campo:
    return Campo(nome, "decimal", padrao=0.0, **mais)


def _medida(nome: str, saida: str = "") -> Campo:
    return Campo(nome, "medida", padrao="0.00", saida=saida)


PRECO = _decimal("preco", obrigatorio=True, titulo="preço")
PRECO_PROMOCIONAL = _decimal("preco_promocional", titulo="preço promocional")
CAMPOS: tuple[Campo, ...] = (
    Campo("nome", maximo=120, obrigatorio=True, titulo="nome do produto"),
    Campo("codigo", maximo=30, titulo="código do produto"),
    Campo("unidade", maximo=3, obrigatorio=True),
    PRECO,
    PRECO_PROMOCIONAL,
    Campo("ncm", maximo=10),
    Campo("origem", "opcao", obrigatorio=True, opcoes=tuple("012345678")),
    Campo("gtin", maximo=14),
    Campo("gtin_embalagem", maximo=14),
    Campo("localizacao", maximo=50),
    _medida("peso_liquido"),
    _medida("peso_bruto"),
    _medida("estoque_minimo"),
    _medida("estoque_maximo"),
    Campo("id_fornecedor", "inteiro", padrao="0"),
    Campo("codigo_fornecedor"),
    Campo("codigo_pelo_fornecedor"),
    Campo("unidade_por_caixa"),
    _decimal("preco_custo"),
    Campo("situacao", "opcao", obrigatorio=True, opcoes=("A", "I"), titulo="situação do produto"),
    Campo("tipo", "opcao", obrigatorio=True, opcoes=("P", "S"), titulo="tipo do produto"),
    Campo("classe_ipi"),
    _medida("valor_ipi_fixo"),
    Campo("cod_lista_servicos"),
    Campo("descricao_complementar"),
    Campo("obs"),
    Campo("garantia"),
    Campo("cest"),
    Campo("codigo_anvisa", visivel=False),
    Campo("valor_max", visivel=False),
    Campo("motivo_isencao", visivel=False),
    Campo("dias_preparacao"),
    Campo("sob_encomenda", "opcao", padrao="N", opcoes=("S", "N")),
    Campo("marca"),
    Campo("tipo_embalagem", "opcao", opcoes=("0", "1", "2", "3"), saida="tipoEmbalagem"),
    _medida("altura_embalagem", "alturaEmbalagem"),
    _medida("largura_embalagem", "larguraEmbalagem"),
    _medida("comprimento_embalagem", "comprimentoEmbalagem"),
    _medida("diametro_embalagem", "diametroEmbalagem"),
    Campo("qtd_volumes"),
    Campo("categoria"),
    Campo("classe_produto", "opcao", padrao="S", opcoes=("S", "K", "V", "F", "M")),
)
VAZIOS: Mapping[str, Valor] = MappingProxyType({campo.nome: campo.padrao for campo in CAMPOS})
"""What each field holds when nothing is said of it."""
SEO = ("seo_title", "seo_keywords", "link_video", "seo_description", "slug")
"""Fields that come inside `seo` and are shown beside the others."""
LISTAS: Mapping[str, str] = {"anexos": "anexo", "imagens_externas": "imagem_externa", "kit": "item"}
"""Lists of a product that `produto.obter` shows, with the name of their wrapper."""
OCULTAS: Mapping[str, str] = {"estrutura": "item", "etapas": "etapa"}
"""Lists of a product that it does not show; `tags`, without a wrapper, are kept apart."""
OBRIGATORIOS = tuple(campo for campo in CAMPOS if campo.obrigatorio)
"""What `produto.incluir` demands."""
NA_ALTERACAO = tuple(campo for campo in CAMPOS if campo.nome in {"codigo", "nome", "unidade", "preco", "origem"})
"""What `produto.alterar` demands of a record without id, and keeps when a record with id leaves it out."""
SEMPRE_MANTIDOS = tuple(campo for campo in CAMPOS if not campo.visivel or campo.nome in {"situacao", "tipo"})
"""What `produto.alterar` keeps when it is left out: what `produto.obter` hides, and what has no empty value."""
FEMININOS = frozenset({"unidade", "origem", "situacao"})


def falta(campo: Campo) -> str:
    """The validation text for a missing mandatory field, in the style of the documented ones."""
    artigo, fim = ("A", "informada") if campo.nome in FEMININOS else ("O", "informado")
    return f"{artigo} {campo.nome_legivel} deve ser {fim}"


def embrulhados(valor: Any, nome: str) -> list[Any]:
    """The elements of a wrapped list (`[{"anexo": …}]`); a single one may come without the list, none as "".

    Raises ValueError when it is neither.
    """
    if valor in ("", None):
        return []
    itens = valor if isinstance(valor, list) else [valor]
    if not all(isinstance(item, dict) and nome in item for item in itens):
        raise ValueError(f"A lista de {nome} é inválida")
    return [item[nome] for item in itens]
