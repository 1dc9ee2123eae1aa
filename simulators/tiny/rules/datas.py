"""Days and moments: kept in ISO form without a zone, written as `dd/mm/yyyy[ hh:mm:ss]` (tiny-api2 §1.1)."""

import re
from datetime import date, datetime

DIA = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
MOMENTO = re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}:\d{2}", re.ASCII)


def dia(texto: str) -> str | None:
    """The ISO day of `dd/mm/yyyy`, "" for "", None for what is no day."""
    texto = texto.strip()
    achado = DIA.fullmatch(texto)
    if achado is None:
        return None if texto else ""
    try:
        return date(*(int(parte) for parte in reversed(achado.groups()))).isoformat()
    except ValueError:
        return None


def dia_ou_momento(texto: str) -> str | None:
    """The same for a text that may have a time: `2026-03-09` or `2026-03-09 14:30:00`."""
    texto = texto.strip()
    if not MOMENTO.fullmatch(texto):
        return dia(texto)
    try:
        return datetime.strptime(texto, "%d/%m/%Y %H:%M:%S").isoformat(" ")
    except ValueError:
        return None


def escrito(iso: str) -> str:
    """An ISO day or moment as Tiny writes it; a zone is left out, "" stays ""."""
    if not iso:
        return ""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}" + (f" {iso[11:19]}" if len(iso) > len("2026-03-09") else "")
