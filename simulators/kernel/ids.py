"""Identifiers, credentials, pseudonyms and random streams of a world."""

import hashlib
import hmac
import random
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Self

KEY_LENGTH = 32
"""Bytes of the key of a world's credentials."""


@dataclass(frozen=True)
class Source:
    """The seeded source of one world's data; every value follows from the world's id, its seed and a name."""

    world: str
    seed: int

    def uuid(self, name: str) -> str:
        """An UUID in its usual text form; it differs between worlds of one seed."""
        key = f"{self.world}\0{self.seed}".encode()
        return str(uuid.UUID(bytes=_digest(key, name)[:16], version=4))

    def stream(self, name: str) -> random.Random:
        """A random stream that is the same for every world of one seed."""
        return random.Random(f"{self.seed}/{name}")


@dataclass(frozen=True)
class SecretSource:
    """The source of one world's credentials and pseudonyms; every value follows from a private key and a name."""

    key: bytes = field(repr=False)

    @classmethod
    def draw(cls) -> Self:
        """A source drawn from the system's randomness: its values cannot be predicted."""
        return cls(secrets.token_bytes(KEY_LENGTH))

    @classmethod
    def derive(cls, text: str, world: str) -> Self:
        """A source that is the same for the same text and world id: for tests that repeat a run."""
        return cls(_digest(text.encode(), world))

    def secret(self, name: str, length: int = 40) -> str:
        """A credential of `length` (at most 64) hexadecimal digits."""
        return _digest(self.key, name).hex()[:length]

    def pseudonym(self, value: str) -> str:
        """Eight hexadecimal digits that stand for a value."""
        return _digest(self.key, f"mask/{value}").hex()[:8]


def _digest(key: bytes, name: str) -> bytes:
    return hmac.new(key, name.encode(), hashlib.sha256).digest()
