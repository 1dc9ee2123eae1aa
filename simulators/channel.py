"""Connections of the server that faults can end: reset, or cut within an answer."""

import socket
import struct
from dataclasses import dataclass

from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from homologa.simulators.kernel.faults.connection import KEY, ClientConnection

AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER of a close that sends RST and forgets what was not sent."""


@dataclass
class SocketConnection(ClientConnection):
    """A connection over a socket: nobody knows how long its client waits, but that it has gone can be seen."""

    connection: socket.socket | None = None

    def is_gone(self, waited: float) -> bool:
        """Whether the client has closed its end; the server's sockets do not block."""
        try:
            return self.connection is None or not self.connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def reset(self) -> None:
        """Have the connection, once it is closed, end abruptly."""
        if self.connection is not None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)


class Task(WSGITask):
    """One request, whose answer leaves as its line says."""

    def execute(self) -> None:
        """Have the application answer, with the line at its hand."""
        self._connection = SocketConnection(connection=self.channel.socket)
        self.get_environment()[KEY] = self._connection
        super().execute()

    def write(self, data: bytes) -> None:
        """Send a part of the answer, as far as the line goes."""
        disconnect = self._connection.disconnect
        if disconnect is None:
            super().write(data)
            return
        if disconnect.kind == "cut":
            super().write(data[: disconnect.length])
        else:
            self._connection.reset()
        # What was announced counts as sent: the server would complain of what is missing.
        self.content_bytes_written = self.content_length or 0
        self.wrote_header = True
        self.close_on_finish = True


class Channel(HTTPChannel):
    """A connection whose requests faults can end."""

    task_class = Task
