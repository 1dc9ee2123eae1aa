"""CPF and CNPJ, whichever way they are written; a CNPJ may have letters since July 2026."""

import re
from typing import Any


def bare(document: Any) -> str:
    """A document without its mask, letters in upper case; "" for none."""
    return re.sub(r"[\W_]", "", str(document or "")).upper()


def is_company(document: Any) -> bool:
    """Whether it is as long as a CNPJ."""
    return len(bare(document)) == 14
