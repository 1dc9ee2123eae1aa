"""Scripted faults: which calls go wrong, how, and how often it happened."""

from homologa.simulators.kernel.faults.fate import Fate, meet
from homologa.simulators.kernel.faults.kinds import KINDS, MAX_SECONDS, Fault
from homologa.simulators.kernel.faults.line import Ending, Line, of
from homologa.simulators.kernel.faults.plan import Faults
from homologa.simulators.kernel.faults.rules import Rule, Target, Turn

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
