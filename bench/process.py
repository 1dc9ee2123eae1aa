"""Processes that are measured: started, told where they listen, ended."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SERVER_CORE, LOAD_CORE = {0}, {1}
HOMOLOGA = Path(sys.executable).parent / "homologa"


@dataclass(frozen=True)
class Served:
    """The simulators as another process serves them."""

    told: dict[str, Any]

    @property
    def world(self) -> str:
        """The URL of the ready world in the control API."""
        return f"{self.told['control']}/worlds/{self.told['world']}"

    def port(self, platform: str) -> int:
        """Where a platform listens."""
        return httpx.URL(self.told["platforms"][platform]["url"]).port or 0

    def credentials(self, platform: str) -> dict[str, Any]:
        """What a client of a platform needs."""
        found: dict[str, Any] = self.told["platforms"][platform]["credentials"]
        return found

    @property
    def pss(self) -> float:
        """Megabytes of the process, what it shares counted by its share."""
        text = Path(f"/proc/{self.told['pid']}/smaps_rollup").read_text(encoding="ascii")
        return next(float(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


@contextmanager
def served(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """The simulators, served by a process of their own, with these variables more."""
    with started([str(HOMOLOGA), "serve", "--port", "0", "--json", *options], environment) as told:
        yield Served(told)


@contextmanager
def started(command: list[str], environment: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
    """A process, and what it says on its first line."""
    variables = {**os.environ, **(environment or {})}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=variables)
    try:
        if hasattr(os, "sched_getaffinity") and os.sched_getaffinity(0) == LOAD_CORE:
            os.sched_setaffinity(process.pid, SERVER_CORE)
        if process.stdout is None:
            raise OSError("no output to read")
        told: dict[str, Any] = json.loads(process.stdout.readline())
        yield {**told, "pid": process.pid}
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def pinned_load() -> Iterator[None]:
    """This process, and so the load that it makes, on one core and what it starts on the other, where there are two."""
    if not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) < 2:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, LOAD_CORE)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
