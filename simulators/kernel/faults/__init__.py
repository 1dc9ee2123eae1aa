"""Scripted faults: which calls go wrong, how, and how often it happened."""

from homologa.simulators.kernel.faults.connection import ClientConnection, Disconnect, connection_of
from homologa.simulators.kernel.faults.injection import InjectedFaults, admit_and_inject
from homologa.simulators.kernel.faults.kinds import KINDS, MAX_SECONDS, Fault
from homologa.simulators.kernel.faults.rule_set import FaultRules
from homologa.simulators.kernel.faults.rules import Occurrence, Rule, Target

__all__ = [
    "KINDS",
    "MAX_SECONDS",
    "ClientConnection",
    "Disconnect",
    "Fault",
    "FaultRules",
    "InjectedFaults",
    "Occurrence",
    "Rule",
    "Target",
    "admit_and_inject",
    "connection_of",
]
