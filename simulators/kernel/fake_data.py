"""Believable Brazilian data, the same for the same seed."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faker import Faker


@functools.cache
def _brazilian() -> "tuple[Faker, threading.Lock]":
    from faker import Faker

    return Faker("pt_BR"), threading.Lock()


@contextmanager
def brazilian_faker(seed: int) -> "Iterator[Faker]":
    """A Faker of pt_BR, started at `seed`; there is one for the process, and who draws from it has it alone."""
    generator, alone = _brazilian()
    with alone:
        generator.seed_instance(seed)
        yield generator
