"""The list of the store's actions, and what they have in common."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.field_names import fold
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.novaoito.rules.field_labels import FIELD_LABELS

ACTIONS = Screens(FIELD_LABELS)
KEEP: Any = object()
"""The value of a field that the person left as it was."""


def chosen(value: str, options: Mapping[str, str], field: str) -> str:
    """The code that a person means by a label or a code; `options` are labels by code."""
    for code, label in options.items():
        if fold(value) in (fold(code), fold(label)):
            return code
    raise ScreenRefusal(f"{field}: “{value}” não é uma das opções: {', '.join(options.values())}.")


def given(**fields: Any) -> dict[str, Any]:
    """The fields that the person filled in."""
    return {name: value for name, value in fields.items() if value is not KEEP}
