"""Addresses without arguments, looked up whole: what a framework's routing takes for them is saved."""

from collections.abc import Iterable
from typing import Generic, TypeVar

Target = TypeVar("Target")


class Routes(Generic[Target]):
    """What answers which path by which method; a slash at the end makes no difference, nor do more at the beginning."""

    def __init__(self) -> None:
        self._targets: dict[str, dict[str, Target]] = {}

    def add(self, path: str, methods: Iterable[str], target: Target) -> None:
        """Have a path answered by a target; HEAD goes with GET."""
        for method in methods:
            self._targets.setdefault(path, {})[method] = target
            if method == "GET":
                self._targets[path]["HEAD"] = target

    def find(self, method: str, path: str) -> Target | None:
        """What answers, if anything does."""
        return self._at(path).get(method)

    def methods(self, path: str) -> frozenset[str]:
        """The methods by which a path is answered."""
        return frozenset(self._at(path))

    def _at(self, path: str) -> dict[str, Target]:
        return self._targets.get(path) or self._targets.get(f"/{path.lstrip('/').removesuffix('/')}", {})
