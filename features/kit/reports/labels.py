"""Words and figures as Portuguese reports write them."""

from __future__ import annotations

from homologa.features.kit import verdicts


def platform_title(platform: str) -> str:
    """Return a platform's name as a title: `mercado-livre` gives `Mercado Livre`."""
    return platform.replace("-", " ").title()


def origin_title(origin: str) -> str:
    """Return a requirement's origin with its accent."""
    return "decisão" if origin == "decisao" else origin


def count(number: int, one: str, many: str) -> str:
    """Return `1 cenário`, `2 cenários`."""
    return f"{number} {one if number == 1 else many}"


def seconds(value: float) -> str:
    """Return a time in seconds with the comma of Portuguese: `3,2 s`."""
    return f"{value:.1f} s".replace(".", ",")


def tally(number: int, kind: str) -> str:
    """Return `1 aprovado`, `3 aprovados`."""
    return count(number, verdicts.LABELS[kind], verdicts.PLURALS[kind])
