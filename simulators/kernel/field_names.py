"""How fields of screens are named: by a key, as JSON has it, and by a label, as people read and write it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

SPELLINGS = """
acréscimo automática código comentário comentários condição configuração cobrança cotação crédito depósito depósitos
descrição destinatário disponível endereço espécie emissão exceções excluídos expedição expedições extensão histórico
importação inscrição integração integrações isenção autorização lançada lançadas lançado lançados líquido liquidação
localização mãe manutenção máximo mínimo número observações ocorrências opções operação padrão país preço preços
preparação profissão próximo razão saída seção série serviço serviços simultâneos situação situações tributário último
unitário variação variações vídeo vínculo
CBS CEP CEST CFOP CNPJ CPF CRT GTIN IBS ICMS IE IM IPI ISSQN NCM NFe RG SEFAZ SKU SKUs ST UF URL URLs
"""
"""Words that keys hold without accents or in lower case."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A name without case, accents or blanks, as fields are compared: `Preço de custo` → `preco_de_custo`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "_".join(plain.lower().replace("-", " ").split())


WORDS: Mapping[str, str] = MappingProxyType({fold(word): word for word in SPELLINGS.split()})


class Named(Protocol):
    """What has a key and a label."""

    @property
    def name(self) -> str:
        """The key."""

    @property
    def label(self) -> str:
        """What people call it."""


def label(name: str, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """What people call a key: the known label, else its words in sentence case: `preco_de_custo` → `Preço de custo`."""
    if name in known:
        return known[name]
    words = " ".join(WORDS.get(word, word) for word in re.split("[_ ]+", name))
    return words[:1].upper() + words[1:]


def names(fields: Iterable[Named]) -> dict[str, str]:
    """The keys of fields by all that they answer to, folded."""
    found = {fold(field.label): field.name for field in fields}
    return found | {fold(field.name): field.name for field in fields}
