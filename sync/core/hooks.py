"""What a platform sends to the connector's receivers, and what it is answered, whatever carries it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Delivery:
    """A request to a receiver: its path below the receivers, headers by their name in lower case."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def document(self) -> Any:
        """The JSON of the body; None when it is something else."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True)
class Reply:
    """The answer to a delivery; `document` is sent as JSON, None as an empty body."""

    status: int = 200
    document: Any = None


def is_unicode(document: Any) -> bool:
    """Whether all text of a document can be stored and sent on: JSON can hold halves of characters, which cannot."""
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
