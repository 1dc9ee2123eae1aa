"""A connector that a command starts."""

from __future__ import annotations

import json
import queue
import shlex
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from homologa.features.kit.errors import Blocked
from homologa.features.kit.transport import SuiteTransport, client

START_PATIENCE = 30.0
ANNOUNCE_PATIENCE = 10.0
"""Seconds for a command that prints other things to say its URL; one that prints nothing has START_PATIENCE."""
EXPECTED = 'que se espera numa linha como {"url": "http://127.0.0.1:8010"}'
LAST_LINES = 5


@contextmanager
def started(command: str, url: str | None) -> Iterator[str]:
    """Run a connector's command while the block lasts; answers its URL.

    Without `url`, the command prints a line of JSON with the key `url`; with it, the URL is waited for. Whatever else
    it prints goes to this process's stderr. Raises Blocked when the connector does not come up.
    """
    try:
        process = subprocess.Popen(shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except (OSError, ValueError) as error:
        raise Blocked(f"o comando do conector não pôde ser iniciado: {error}") from error
    output = _Output(process)
    try:
        yield url if url is not None and _answers(url, process) else output.url()
    finally:
        process.terminate()
        try:
            process.wait(START_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
        output.close()


class _Output:
    """What a connector's process prints: drained as it comes, the URL picked out, the last lines kept."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._urls: queue.Queue[str] = queue.Queue()
        self._thread = threading.Thread(target=self._drain, daemon=True)
        self._thread.start()

    def url(self) -> str:
        """The URL that the process says; raises Blocked when it says none in time."""
        found = self._said(ANNOUNCE_PATIENCE)
        if found is None and not self._last:
            found = self._said(START_PATIENCE - ANNOUNCE_PATIENCE)
        if found:
            return found
        code = self._ended()
        waited = ANNOUNCE_PATIENCE if self._last else START_PATIENCE
        how = (
            f"não disse a sua URL em {waited:g} s" if code is None else f"terminou (código {code}) sem dizer a sua URL"
        )
        raise Blocked(f"o comando do conector {how}, {EXPECTED}: " + " / ".join(self._last or ["nada escreveu"]))

    def _said(self, patience: float) -> str | None:
        """The URL said within some seconds: "" when the process ended without it, None when nothing came."""
        try:
            return self._urls.get(timeout=patience)
        except queue.Empty:
            return None

    def _ended(self) -> int | None:
        try:
            return self._process.wait(0 if self._thread.is_alive() else START_PATIENCE)
        except subprocess.TimeoutExpired:
            return None

    def close(self) -> None:
        """Take the last of what an ended process printed."""
        self._thread.join(START_PATIENCE)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _drain(self) -> None:
        for line in self._process.stdout or ():
            found = _url(line)
            if found:
                self._urls.put(found)
            else:
                self._last.append(line.rstrip())
                sys.stderr.write(line)
        self._urls.put("")


def _url(line: str) -> str:
    try:
        said = json.loads(line)
    except ValueError:
        return ""
    return str(said.get("url", "")) if isinstance(said, dict) else ""


def _answers(url: str, process: subprocess.Popen[str]) -> bool:
    deadline = time.monotonic() + START_PATIENCE
    with client(SuiteTransport(httpx.HTTPTransport(retries=3)), timeout=2.0) as made:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                made.get(f"{url}/state")
            except httpx.TransportError:
                continue
            return True
    raise Blocked(f"o conector não respondeu em {url}")
