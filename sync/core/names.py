"""What people call an account, in the forms that Portuguese sentences need."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """A name and its article, such as `ERP` and `o`."""

    bare: str
    article: str

    @property
    def subject(self) -> str:
        """As a sentence begins: `O ERP`."""
        return f"{self.article.upper()} {self.bare}"

    @property
    def of(self) -> str:
        """Of it: `do ERP`."""
        return f"d{self.article} {self.bare}"

    @property
    def to(self) -> str:
        """To it: `ao ERP`."""
        return f"{'ao' if self.article == 'o' else 'à'} {self.bare}"

    @property
    def at(self) -> str:
        """There: `no ERP`."""
        return f"n{self.article} {self.bare}"

    @property
    def at_start(self) -> str:
        """There, as a sentence begins: `No ERP`."""
        return f"N{self.article} {self.bare}"
