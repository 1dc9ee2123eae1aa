"""What scenarios prove: the requirements, and the numbered statements of the platforms' pages."""

from __future__ import annotations

from dataclasses import dataclass

OWN = frozenset({"decisao", "projeto", "reconstruido"})
"""Origins that are ours: whoever does otherwise is warned, never failed."""
RECONSTRUCTED = frozenset({"novaoito", "uplaces"})
"""Platforms whose wire no public document describes: they are labelled wherever they are shown."""


@dataclass(frozen=True)
class Claim:
    """Something that a connector or a platform has to do.

    `origin` is documento, cliente (seen in use), decisao, reconstruido, or projeto (a decision of this project that the
    platform's page does not have); `subject` is plataforma, conector or ambos.
    """

    id: str
    platform: str
    origin: str
    subject: str
    text: str

    @property
    def tag(self) -> str:
        """The tag of the scenarios that prove it, without the at sign."""
        return self.id

    @property
    def of_simulator(self) -> bool:
        """Whether it is the simulator's alone, so that no partner passes or fails it."""
        return self.subject == "plataforma"

    @property
    def only_warns(self) -> bool:
        """Whether a connector that does otherwise is warned only."""
        return self.origin in OWN and not self.of_simulator

    @property
    def fidelity(self) -> str:
        """`reconstructed` where the platform's contract is ours, else `doc`."""
        return "reconstructed" if self.platform in RECONSTRUCTED else "doc"
