"""The result of one product in a job."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from homologa.sync.core.memory import Id

MESSAGE_LIMIT = 2000


@dataclass(frozen=True)
class Outcome:
    """`result` is created, linked, skipped or failed; `code` a machine word, `message` in Portuguese."""

    result: str
    code: str | None = None
    message: str | None = None
    external_id: str | None = None

    @property
    def detail(self) -> dict[str, Any]:
        """As a document for the memory."""
        return asdict(self)

    @classmethod
    def of(cls, detail: dict[str, Any]) -> Self:
        """From the memory's document."""
        return cls(**detail)

    def report(self, product_id: Id) -> dict[str, Any]:
        """As the body of the store's report."""
        message = self.message[:MESSAGE_LIMIT] if self.message else None
        return {"product_id": product_id, **self.detail, "message": message}


def skipped(code: str, message: str) -> Outcome:
    """The product was left alone."""
    return Outcome("skipped", code, message)


def failed(code: str, message: str, external_id: str | None = None) -> Outcome:
    """The product could not be integrated; it stays pending."""
    return Outcome("failed", code, message, external_id)
