"""Scripted faults: which calls go wrong, how, and how often it happened."""

from simulators.kernel.faults.fate import Fate, meet
from simulators.kernel.faults.kinds import KINDS, MAX_SECONDS, Fault
from simulators.kernel.faults.line import Ending, Line, of
from simulators.kernel.faults.plan import Faults
from simulators.kernel.faults.rules import Rule, Target, Turn

__all__ = [
    "KINDS",
    "MAX_SECONDS",
    "Ending",
    "Fate",
    "Fault",
    "Faults",
    "Line",
    "Rule",
    "Target",
    "Turn",
    "meet",
    "of",
]
