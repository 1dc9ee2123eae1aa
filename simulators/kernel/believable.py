"""Believable Brazilian data, the same for the same seed."""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faker import Faker


@functools.cache
def _brazilian() -> "Faker":
    from faker import Faker

    return Faker("pt_BR")


def faker(seed: int) -> "Faker":
    """A Faker of pt_BR, started at `seed`; it is one for the process, so draw from it before the next call."""
    generator = _brazilian()
    generator.seed_instance(seed)
    return generator
