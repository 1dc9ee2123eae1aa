"""Scripted faults: which calls go wrong, how, and how often it happened."""

from homologa.simulators.kernel.faults.connection import ClientConnection, Disconnect, connection_of
from homologa.simulators.kernel.faults.injection import InjectedFaults
from homologa.simulators.kernel.faults.kinds import KINDS, MAX_SECONDS, Fault, Latency
from homologa.simulators.kernel.faults.rule_set import FaultRules
from homologa.simulators.kernel.faults.rules import Candidate, Occurrence, Rule, Target

__all__ = [
    "KINDS",
    "MAX_SECONDS",
    "Candidate",
    "ClientConnection",
    "Disconnect",
    "Fault",
    "FaultRules",
    "InjectedFaults",
    "Latency",
    "Occurrence",
    "Rule",
    "Target",
    "connection_of",
]
