"""How a world stands: its clock and its limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from homologa.simulators.shell.doctor.findings import Finding, ok, problem, warning
from homologa.simulators.shell.formatting import count, moment


def clock(shown: Mapping[str, Any]) -> Finding:
    """Whether time goes by, and whether something waits for it."""
    now, due = moment(shown["now"]), shown["next_due"]
    if shown["mode"] == "real":
        return ok("relógio", f"correndo: {now}")
    if due is None:
        return ok("relógio", f"parado em {now}; nada espera por ele")
    mend = "adiante-o com «homologa clock advance --next», ou deixe-o correr com «homologa clock run»"
    return warning("relógio", f"parado em {now}, e há entrega à espera até {moment(due)}", mend)


def storage(trouble: str) -> Finding:
    """Whether what happens in the world can be written."""
    if not trouble:
        return ok("armazenamento", "o mundo pode ser gravado")
    what, _, mend = trouble.partition(": ")
    return problem("armazenamento", what, mend)


def faults(rules: Sequence[Mapping[str, Any]]) -> Finding:
    """Whether calls go wrong because somebody wanted it."""
    if not rules:
        return ok("falhas", "nenhuma armada")
    what = f"{count(len(rules), 'armada', 'armadas')}: chamadas dão errado de propósito"
    return warning("falhas", what, "veja quais com «homologa fault list»; desarme com «homologa fault clear»")


def plans(rules: Sequence[Mapping[str, Any]], held: int) -> Finding:
    """Whether notifications get lost, late or disordered because somebody wanted it."""
    if not rules and not held:
        return ok("planos", "nenhum: as notificações chegam como saem")
    what = f"{count(len(rules), 'plano', 'planos')} e {count(held, 'notificação retida', 'notificações retidas')}"
    return warning(
        "planos", f"{what}, de propósito", "veja quais com «homologa plan list»; desfaça com «homologa plan clear»"
    )


def limits(mode: str) -> Finding:
    """Whether a connector that calls too often would hear of it."""
    if mode == "off":
        mend = "ligue-os com «homologa limits observe» ou «homologa limits enforce»"
        return warning("limites", "desligados: chamadas demais não são recusadas nem apontadas", mend)
    return ok("limites", "cobrados" if mode == "enforce" else "observados: o excesso é apontado no diário, sem recusa")
