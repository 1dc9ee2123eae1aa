"""The units of work of a world: what each has in hand, and how it is kept whole with all that follows from it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field

from homologa.simulators.kernel.clock import Clock
from homologa.simulators.kernel.deliveries.dispatch import Dispatch
from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.ids import SecretSource, Source
from homologa.simulators.kernel.index import Entry
from homologa.simulators.kernel.store import Store
from homologa.simulators.kernel.work import Work


@dataclass(frozen=True)
class Contexts:
    """Makes what a unit of work has in hand; `address` tells where a platform, or one of its listeners, is reached."""

    source: Source
    secrets: SecretSource
    store: Store
    clock: Clock
    journal: Journal
    address: Callable[[str, str], str]

    def make(self, platform: str, actor: str) -> Work:
        """A `Work` of the present moment, with no transaction of its own."""
        now, epoch = self.clock.now(), self.journal.epoch
        return Work(platform, now, self.source, self.secrets, self.store, actor, epoch, address=self.address)


@dataclass
class Units:
    """The transactions of a world.

    `drafts` gives the deliveries that a unit of work causes, and `index` has minted values found by requests when its
    block ends well.
    """

    store: Store
    dispatch: Dispatch
    drafts: Callable[[Work], list[Draft]]
    index: Callable[[Sequence[Entry]], AbstractContextManager[None]]
    has_pending: bool = field(default=False)
    """Whether something was left to be delivered, or done later, since this was last put down."""

    @contextmanager
    def transaction(self, work: Work, cause: str = "", *, write: bool = True) -> Iterator[None]:
        """One transaction, with the deliveries that its events cause, of which the index is told."""
        # The index follows under the same lock, so that it is told of changes in the order in which they are kept.
        with self.store.lock, ExitStack() as index, self.store.writing() if write else self.store.reading():
            yield
            self.has_pending |= self.dispatch.emit(work, self.drafts(work), cause) or work.scheduled
            if work.minted:
                minted = [((work.platform, kind, value), data) for kind, value, data in work.minted]
                index.enter_context(self.index(minted))
