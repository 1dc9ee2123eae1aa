"""An account on a platform, as the queue sees it: what it refuses for now is refused to all that uses it."""

from collections.abc import Iterator
from contextlib import contextmanager

from homologa.sync.core.errors import NotFound, PlatformError, Rejected


class Lane:
    """`name` is unique, `title` begins sentences in Portuguese; `answers` counts the calls that were served."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title
        self.answers = 0

    @contextmanager
    def call(self) -> Iterator[None]:
        """One call: a platform that searches in vain or refuses a record serves as well, other errors are its own."""
        try:
            yield
        except (NotFound, Rejected):
            self.answers += 1
            raise
        except PlatformError as error:
            error.lane = self.name
            raise
        self.answers += 1
