"""Numbers, secrets and random streams that follow from the seed of a world alone."""

import hashlib
import hmac
import random
import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """The seeded source of one world; every value follows from the world's id, its seed and a name."""

    world: str
    seed: int

    def digest(self, name: str) -> bytes:
        """32 bytes that differ between worlds of one seed."""
        key = f"{self.world}\0{self.seed}".encode()
        return hmac.new(key, name.encode(), hashlib.sha256).digest()

    def secret(self, name: str, length: int = 40) -> str:
        """A credential of `length` (at most 64) hexadecimal digits."""
        return self.digest(name).hex()[:length]

    def uuid(self, name: str) -> str:
        """An UUID in its usual text form."""
        return str(uuid.UUID(bytes=self.digest(name)[:16], version=4))

    def stream(self, name: str) -> random.Random:
        """A random stream that is the same for every world of one seed."""
        return random.Random(f"{self.seed}/{name}")
