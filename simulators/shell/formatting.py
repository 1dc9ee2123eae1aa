"""What the API answers, as people read it: money, moments, yes and no, and tables with aligned columns."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.printable import printable, printable_line

NOTHING = "—"
WIDEST = 60
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
NUMERIC = re.compile(r"(R\$ )?-?[\d.,]+")
MONEY = re.compile(r"(^|_)(preco|valor|custo|total|frete|desconto|receita)s?(_|$)")


def moment(text: str | None) -> str:
    """An ISO 8601 moment as `03/11/2026 09:00:00`, in the time of Brasília."""
    if not text:
        return NOTHING
    read = datetime.fromisoformat(text)
    local = read.astimezone(BRASILIA) if read.tzinfo else read
    return f"{local:%d/%m/%Y %H:%M:%S}"


def number(value: int | float) -> str:
    """A number as `1.234,5`, with no more decimals than it has."""
    plain = f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return plain.translate(str.maketrans(",.", ".,"))


def money(value: float) -> str:
    """A sum as `R$ 1.234,50`."""
    return "R$ " + f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def cell(value: Any, name: str = "") -> str:
    """A value on one line; `name` is the field that holds it, which tells money from other numbers."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, int | float):
        return money(value) if MONEY.search(name) and isinstance(value, float) else _plain(value)
    if isinstance(value, list):
        return _list(value, name)
    if isinstance(value, Mapping):
        return "; ".join(f"{cell(str(key))}: {cell(inner, str(key))}" for key, inner in value.items())
    return moment(value) if MOMENT.match(value) else " ".join(printable(str(value)).split())


def _plain(value: int | float) -> str:
    # A whole number is as often an id as a quantity, and an id has no thousands.
    return number(value) if isinstance(value, float) else str(value)


def _list(values: Sequence[Any], name: str) -> str:
    if any(isinstance(value, Mapping | list) for value in values):
        return count(len(values), "item", "itens")
    return ", ".join(cell(value, name) for value in values)


def count(number: int, one: str, many: str) -> str:
    """So many of something: `1 item`, `2 itens`."""
    return f"{number} {one if number == 1 else many}"


def cut(text: str, width: int = WIDEST) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= width else text[: width - 1] + "…"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> str:
    """Rows under their headings, each column as wide as its widest cell; `empty` when there is none."""
    if not rows:
        return empty
    rows = [[printable_line(text) for text in row] for row in rows]
    columns = list(zip(headings, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    right = [all(NUMERIC.fullmatch(text) or text == NOTHING for text in column[1:]) for column in columns]
    return "\n".join(_row(row, widths, right) for row in (headings, *rows))


def _row(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = zip(row, widths, right, strict=True)
    return "  ".join(text.rjust(width) if numeric else text.ljust(width) for text, width, numeric in cells).rstrip()


def card(fields: Mapping[str, str]) -> str:
    """Names and values, one pair a line, the values aligned."""
    width = max((len(name) for name in fields), default=0)
    return "\n".join(f"{name:<{width}}  {printable_line(value)}".rstrip() for name, value in fields.items())


def document(data: Any, width: int) -> str:
    """Whatever a screen shows: rows as a table of at most so many characters, or as records where it would be wider.

    A row that is alone, and what is no row, is a record: a field a line, and what is inside it below.
    """
    if isinstance(data, list) and data and all(isinstance(row, Mapping) for row in data):
        return _rows(data, width)
    if isinstance(data, Mapping) and data:
        return _record(data)
    if isinstance(data, list) and data:
        return "\n".join(cell(value) for value in data)
    return cell(data)


def columns_of(data: Any) -> list[str]:
    """The names of the fields of a record, or of all the rows, in their order."""
    rows = data if isinstance(data, list) else [data]
    return list(dict.fromkeys(name for row in rows if isinstance(row, Mapping) for name in row))


def only(data: Any, names: Sequence[str]) -> Any:
    """A record, or rows, with these fields alone and in this order; a field that a row lacks is left out."""
    if isinstance(data, list):
        return [only(row, names) for row in data]
    return {name: data[name] for name in names if name in data} if isinstance(data, Mapping) else data


def _rows(rows: Sequence[Mapping[str, Any]], width: int) -> str:
    names = columns_of(rows)
    cells = [[cut(cell(row.get(name), name)) for name in names] for row in rows]
    text = table(names, cells, NOTHING)
    fits = max(map(len, text.splitlines())) <= width
    return text if fits and len(rows) > 1 else "\n\n".join(map(_record, rows))


def _record(data: Mapping[str, Any]) -> str:
    return "\n".join(_field(name, value) for name, value in data.items())


def _field(name: str, value: Any) -> str:
    if not _is_deep(value):
        return f"{name}: {printable_line(cell(value, name))}"
    inner = [value] if isinstance(value, Mapping) else value
    return f"{name}:\n" + "\n\n".join(
        indented(_record(one) if isinstance(one, Mapping) else cell(one)) for one in inner
    )


def _is_deep(value: Any) -> bool:
    return bool(value) and (
        isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(one, Mapping) for one in value))
    )


def indented(text: str) -> str:
    """A text two blanks to the right."""
    return "\n".join(f"  {line}" if line else "" for line in text.splitlines())
