"""What a check found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["ok", "aviso", "problema"]
MARKS: Mapping[str, str] = {"ok": "ok      ", "aviso": "aviso   ", "problema": "PROBLEMA"}


@dataclass(frozen=True)
class Finding:
    """What one check found: how bad it is, the reason and, unless all is well, how to mend it; in Portuguese."""

    check: str
    state: State
    reason: str
    mend: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def to_text(self) -> str:
        lines = [f"{MARKS[self.state]}  {self.check}: {self.reason}", self.mend and f"          → {self.mend}"]
        return "\n".join(filter(None, lines))


def ok(check: str, reason: str) -> Finding:
    """All is well."""
    return Finding(check, "ok", reason)


def warning(check: str, reason: str, mend: str) -> Finding:
    """It may be meant so, and it may surprise."""
    return Finding(check, "aviso", reason, mend)


def problem(check: str, reason: str, mend: str) -> Finding:
    """It has to be mended."""
    return Finding(check, "problema", reason, mend)
