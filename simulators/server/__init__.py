"""One process that serves every platform and the control API at ports of its own."""

from homologa.simulators.server.address import Address
from homologa.simulators.server.announcement import announcement, announcement_line, announcement_text, ready_world
from homologa.simulators.server.process import OPEN, Server, end_signal

__all__ = [
    "OPEN",
    "Address",
    "Server",
    "announcement",
    "announcement_line",
    "announcement_text",
    "end_signal",
    "ready_world",
]
