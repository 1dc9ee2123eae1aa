"""Takes work from the queue, one piece at a time; nothing that was queued is lost silently.

Work never sleeps: when it must wait it stops by WaitUntil and is entered again from memory, which is the same
path as after a crash.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from homologa.sync.clients.errors import AccessRefused, Lost, PlatformError, Unavailable, WaitUntil
from homologa.sync.clock import Clock
from homologa.sync.log import Log
from homologa.sync.memory import Memory, Work

LOGGER = logging.getLogger(__name__)
DELAYS = (30, 120, 300, 600, 1800, 3600)
"""Seconds to wait after each call in a row that was lost or refused by an outage; then the work fails."""


class Flow(Protocol):
    """Does one kind of work; may be entered any number of times for the same key."""

    def run(self, key: str) -> None:
        """Do the work, or as much of it as can be done now."""

    def abandon(self, key: str, code: str, reason: str) -> bool:
        """Take note that the work failed; true when `run` must be entered once more to tell the platform."""


class Runner:
    """Runs queued work by the flow of its kind; `names` are those of the platforms in Portuguese sentences."""

    def __init__(
        self, flows: Mapping[str, Flow], names: Mapping[str, str], memory: Memory, clock: Clock, log: Log
    ) -> None:
        self._flows = flows
        self._names = names
        self._memory = memory
        self._clock = clock
        self._log = log

    def drain(self) -> None:
        """Run everything that is due."""
        while self.step():
            pass

    def step(self) -> bool:
        """Run one piece of work; false when none is due."""
        work = self._memory.take(self._clock.now())
        if work is None:
            return False
        self._perform(work)
        return True

    def _perform(self, work: Work) -> None:
        try:
            self._flows[work.kind].run(work.key)
        except WaitUntil as wait:
            # A limit is the account's: whatever else is queued would only be refused as well.
            self._memory.pause(work, wait.moment)
        except (Lost, Unavailable) as error:
            self._retry(work, error)
        except AccessRefused as error:
            self._abandon(work, "access_refused", f"{self._names[error.platform]} recusou o acesso: {error}.")
        except PlatformError as error:
            self._abandon(work, "platform_refused", f"Pedido recusado: {error}.")
        except Exception as error:
            # The boundary of the queue: whatever a flow did not foresee ends here.
            LOGGER.exception("%s %s", work.kind, work.key)
            self._abandon(work, "unexpected_error", f"Erro inesperado no conector: {type(error).__name__}.")
        else:
            self._memory.done(work)

    def _retry(self, work: Work, error: PlatformError) -> None:
        attempts = self._memory.attempts(work)
        if attempts == len(DELAYS):
            self._abandon(work, "platform_unavailable", f"A plataforma não respondeu: {error}.")
            return
        self._log.warning(f"Nova tentativa em {DELAYS[attempts]} s: {error}.")
        moment = self._clock.now() + timedelta(seconds=DELAYS[attempts])
        self._memory.put_back(work, moment, attempts + 1)

    def _abandon(self, work: Work, code: str, reason: str) -> None:
        self._log.error(reason)
        if self._flows[work.kind].abandon(work.key, code, reason):
            self._memory.put_back(work, self._clock.now().replace(microsecond=0))
        else:
            self._memory.done(work)
