"""Where a run of the suite finds its simulators and its connector."""

from __future__ import annotations

import json
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from features.kit.driver import Driver
from features.kit.errors import Blocked
from simulators.control.client import Control

START_PATIENCE = 30.0


@dataclass(frozen=True)
class Place:
    """Simulators and connector for a whole run."""

    control: Control
    driver: Driver
    close: Callable[[], None]


def over_sockets(simulators: str, connector: str, close: Callable[[], None]) -> Place:
    """Simulators at a control URL and a connector at another, wherever they run."""
    return Place(Control(simulators), Driver(connector), close)


@contextmanager
def started(command: str, url: str | None) -> Iterator[str]:
    """Run a connector's command while the block lasts; answers its URL.

    Without `url`, the command prints a line of JSON with the key `url`; with it, the URL is waited for. Raises
    Blocked when the connector does not come up.
    """
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.PIPE, text=True)
    try:
        yield url if url is not None and _answers(url, process) else _announced(process)
    finally:
        process.terminate()
        try:
            process.wait(START_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def _announced(process: subprocess.Popen[str]) -> str:
    if process.stdout is not None:
        for line in process.stdout:
            found = _url(line)
            if found:
                return found
    raise Blocked(f"o comando do conector terminou (código {process.wait()}) sem dizer a sua URL")


def _url(line: str) -> str:
    try:
        said = json.loads(line)
    except ValueError:
        return ""
    return str(said.get("url", "")) if isinstance(said, dict) else ""


def _answers(url: str, process: subprocess.Popen[str]) -> bool:
    deadline = time.monotonic() + START_PATIENCE
    transport = httpx.HTTPTransport(retries=3)
    with httpx.Client(transport=transport, trust_env=False, timeout=2.0) as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                client.get(f"{url}/state")
            except httpx.TransportError:
                continue
            return True
    raise Blocked(f"o conector não respondeu em {url}")
