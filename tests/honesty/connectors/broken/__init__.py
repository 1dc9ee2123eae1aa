"""The reference connector, broken on purpose, one fault at a time: `--embedded broken:NAME`."""

from broken import decisions, jobs, notifications, records, retries, settings, wire, work
from broken.fault import Fault

ROOMS = (decisions, jobs, notifications, records, retries, settings, wire, work)
FAULTS = {name: fault for room in ROOMS for name, fault in room.FAULTS.items()}


def __getattr__(name: str) -> Fault:
    """The connector with the fault of this name."""
    if name not in FAULTS:
        raise AttributeError(f"no such fault: {name}")
    return FAULTS[name]
