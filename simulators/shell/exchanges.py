"""Exchanges of the journal in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from homologa.simulators.kernel.printable import printable_line
from homologa.simulators.shell.formatting import count, moment, number

HOW: Mapping[str, str] = {
    "action": "pela ação",
    "call": "pela chamada",
    "task": "pela tarefa",
    "answer": "pela resposta do receptor",
    "delivery": "durante a entrega",
    "during": "enquanto o receptor não respondia",
    "run": "no mesmo nome, depois da entrega",
}
"""How a link between two exchanges is known."""
DEEP = " " * 10
ARROWS: Mapping[str, str] = {"in": "→", "out": "←"}


def summary(exchange: Mapping[str, Any]) -> str:
    """One exchange on a line, with what there is to mend below it."""
    return "\n".join([_line(exchange), *(f"        {printable_line(note)}" for note in _notes(exchange))])


def _line(exchange: Mapping[str, Any]) -> str:
    subject = exchange.get("subject") if exchange["protocol"] in ("http", "ftp") else None
    words = [
        f"{exchange['seq']:>6} ",
        f"{moment(exchange['at'])} ",
        ARROWS[exchange["direction"]],
        f"{exchange['platform']:<9}",
        _result(exchange),
        exchange["operation"],
        subject and f"({subject})",
        _address(exchange),
    ]
    return printable_line(" ".join(filter(None, words)))


def full_text(exchange: Mapping[str, Any]) -> str:
    """One exchange with headers and bodies, both ways."""
    asked, answered = exchange["request"], exchange["response"]
    return "\n".join([summary(exchange), *_message("pedido", asked), *_message("resposta", answered)])


def full_text_with_causes(exchange: Mapping[str, Any]) -> str:
    """One exchange, whole, with what caused it and what it caused."""
    before = ["", "Causada por", *map(_link, exchange["caused_by"])] if exchange["caused_by"] else []
    after = ["", "Causou", *map(_link, exchange["causes"])] if exchange["causes"] else []
    return "\n".join([full_text(exchange), *before, *after])


def unrouted(request: Mapping[str, Any]) -> str:
    """A request that belonged to no world."""
    line = f"{request['seq']:>6}  {moment(request['at'])}  → {request['platform']:<9} {request['status']}  "
    return f"{line}{request['method']} {request['path']}\n        dica: {request['hint']}"


def finding(found: Mapping[str, Any]) -> str:
    """What a contract or a limit has against requests."""
    times = count(found["times"], "vez", "vezes")
    return (
        f"{found['platform']} {found['operation']}: {found['text']} ({times}; a primeira na troca {found['exchange']})"
    )


def _link(link: Mapping[str, Any]) -> str:
    return f"{_line(link)} [{HOW[link['how']]}]"


def _result(exchange: Mapping[str, Any]) -> str:
    if exchange["status"] is not None:
        return str(exchange["status"])
    return "tela" if exchange["protocol"] == "tela" else "---"


def _address(exchange: Mapping[str, Any]) -> str:
    return str(exchange["url"] if exchange["protocol"] == "tela" else f"{exchange['method']} {exchange['url']}")


def _notes(exchange: Mapping[str, Any]) -> Iterable[str]:
    if exchange["state"] != "fechada":
        yield f"situação: {exchange['state']}"
    if exchange["hint"]:
        yield f"dica: {exchange['hint']}"
    yield from (f"contrato: {finding}" for finding in exchange["findings"])
    if exchange["breach"]:
        yield f"falha do simulador: {exchange['breach']}"


def _message(title: str, message: Mapping[str, Any]) -> Iterable[str]:
    headers = "\n".join(f"{name}: {value}" for name, value in message["headers"])
    cut = f"… e mais {number(message['omitted'])} bytes que o diário não guarda" if message["omitted"] else ""
    parts = list(filter(None, [headers, message["body"] + cut]))
    if parts:
        text = "\n\n".join(parts).replace("\n", f"\n{DEEP}")
        yield f"        {title}\n{DEEP}{text}"
