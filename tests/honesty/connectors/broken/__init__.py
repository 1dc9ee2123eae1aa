"""The reference connector, broken on purpose, one fault at a time: `--embedded broken:NAME`."""

from broken import decisions, jobs, notifications, records, wire, work
from broken.fault import Fault

FAULTS = {
    name: fault for room in (decisions, jobs, notifications, records, wire, work) for name, fault in room.FAULTS.items()
}


def __getattr__(name: str) -> Fault:
    """The connector with the fault of this name."""
    if name not in FAULTS:
        raise AttributeError(f"no such fault: {name}")
    return FAULTS[name]
