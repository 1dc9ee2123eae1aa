"""Sends the deliveries of a world."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from homologa.simulators.kernel.deliveries.messages import MAX_ANSWER, Post, Reply, Sender, SendError, Target

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DenyHost:
    """Another way out, with one host out of reach."""

    inner: Sender
    host: str

    def send(self, post: Post) -> Reply:
        """The answer of the other way; raises SendError for the barred host."""
        if post.target.host == self.host:
            raise SendError(f"destino não permitido: {self.host}")
        return self.inner.send(post)


@dataclass
class Network:
    """The way out of one world."""

    sender: Sender
    max_answer: int = MAX_ANSWER
    timer: Callable[[], float] = time.monotonic

    def post(self, url: str, headers: Iterable[tuple[str, str]], body: bytes, timeout: float) -> Reply:
        """Send one delivery and hear the answer to its end, in `timeout` seconds; raises for nothing that can happen.

        Redirects are not followed, and nothing of one answer is carried to another delivery. A receiver that is
        mounted in the process can raise whatever it likes.
        """
        deadline = self.timer() + timeout
        try:
            return self.sender.send(Post(Target.of(url), tuple(headers), body, deadline, self.max_answer, self.timer))
        except SendError as error:
            return Reply(None, error=str(error))
        except Exception as error:
            log.debug("a delivery to %s failed", url, exc_info=True)
            return Reply(None, error=f"{type(error).__name__}: {error}")
