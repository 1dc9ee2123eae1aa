"""The reference connector, broken on purpose, one fault at a time: `--embedded broken:NAME`."""

from broken import decisions, jobs, notifications
from broken.fault import Fault

FAULTS = {**decisions.FAULTS, **jobs.FAULTS, **notifications.FAULTS}


def __getattr__(name: str) -> Fault:
    """The connector with the fault of this name."""
    if name not in FAULTS:
        raise AttributeError(f"no such fault: {name}")
    return FAULTS[name]
