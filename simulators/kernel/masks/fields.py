"""The values of a JSON or an XML text, found one by one, whole or cut short, so that nothing else of it changes."""

import html
import json
import re
from collections.abc import Callable

from homologa.simulators.kernel.masks.personal import NOWHERE, PersonalFields, Place

JSON_TOKEN = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*+)(?P<end>"|\\?\Z)(?P<key>\s*:)?|(?P<sign>[{}\[\]])|(?P<bare>-?\d[\w.+-]*)', re.DOTALL
)
XML_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<raw>.*?)(?:\]\]>|\Z)|<(?P<end>/?)(?P<name>[^\s<>/!?]++)[^<>]*+>|(?P<text>[^<]+)|<",
    re.DOTALL,
)
Stack = list[tuple[str, Place]]
Change = Callable[[str, str, Place, bool], str]
"""Gives the value that takes the place of another: of its field's name, itself, its place, whether it was decoded."""
Join = Callable[[str, Callable[[str], str]], str]
"""Writes a changed value: each piece that is no mask by the function."""


def mask_json(text: str, personal: PersonalFields, place: Place, change: Change, join: Join) -> str:
    """The text with every value of a JSON document in it changed."""
    made: list[str] = []
    at = 0
    stack: Stack = []
    name = ""
    for token in JSON_TOKEN.finditer(text):
        if token["sign"]:
            name, place = _through(token["sign"], name, place, stack, personal)
        elif token["key"]:
            name = _unescaped(token["text"])
        else:
            new = _json_value(token, name, place, change, join)
            if new != token[0]:
                made += text[at : token.start()], new
                at = token.end()
    return "".join((*made, text[at:])) if made else text


def _through(sign: str, name: str, place: Place, stack: Stack, personal: PersonalFields) -> tuple[str, Place]:
    if sign in "{[":
        stack.append((name, place))
        return ("" if sign == "{" else name), personal.enter(place, name)
    return stack.pop() if stack else ("", place)


def _json_value(token: re.Match[str], name: str, place: Place, change: Change, join: Join) -> str:
    if token["bare"]:
        new = change(name, token["bare"], place, False)
        return token["bare"] if new == token["bare"] else f'"{new}"'
    raw = token["text"]
    plain = _unescaped(raw)
    new = change(name, plain, place, plain is not raw)
    if new == plain:
        return token[0]
    return f'"{join(new, lambda piece: _escaped(piece, raw))}{token["end"]}'


def _unescaped(raw: str) -> str:
    if "\\" not in raw:
        return raw
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw


def _escaped(piece: str, raw: str) -> str:
    """A piece as the text around it is written: with or without letters beyond ASCII and escaped slashes."""
    written = json.dumps(piece, ensure_ascii=raw.isascii())[1:-1]
    return written.replace("/", "\\/") if "\\/" in raw else written


def mask_xml(text: str, personal: PersonalFields, place: Place, change: Change, join: Join) -> str:
    """The text with the text of every element of an XML document in it changed."""
    made = []
    stack: Stack = []
    name = ""
    for token in XML_TOKEN.finditer(text):
        written = token[0]
        if token["text"]:
            plain = html.unescape(written)
            new = change(name, plain, place, plain != written)
            written = written if new == plain else join(new, lambda piece: html.escape(piece, quote=False))
        elif token["raw"]:
            before, after = written[: token.start("raw") - token.start()], written[token.end("raw") - token.start() :]
            written = before + change(name, token["raw"], place, True) + after
        elif token["name"] and not written.endswith("/>"):
            name, place = _along(token, name, place, stack, personal)
        made.append(written)
    return "".join(made)


def _along(token: re.Match[str], name: str, place: Place, stack: Stack, personal: PersonalFields) -> tuple[str, Place]:
    if token["end"]:
        return stack.pop() if stack else ("", NOWHERE)
    stack.append((name, place))
    return token["name"], personal.enter(place, name)
