"""How a call of the control API fails."""


class ControlError(Exception):
    """The control API refused a request; `status` is HTTP, `detail` the reason in Portuguese."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class ScreenRefused(ControlError):
    """A platform's screen refused an action; the detail is what a person reads on it."""
