"""The program that serves connectors: one for each set-up, told apart by the name that the driver sends with a call."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug.exceptions import Conflict, HTTPException, InternalServerError, NotFound, UnprocessableEntity

from homologa.sync.app import create_app, problem
from homologa.sync.connector import CAPABILITIES, Connector
from homologa.sync.core.store import Store
from homologa.sync.integrations import INTEGRATIONS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "HTTP_HOMOLOGA_SETUP"
PREFIX = "/setups/"
"""What the path begins with when a platform calls a receiver of a set-up that has a name."""
NAME = re.compile(r"[A-Za-z0-9-]{1,40}")
MOST = 64
"""Set-ups that one program keeps, each with a thread and a database of its own: one for each process of `verify -j`."""
SEVERAL = "several"


class Program:
    """The WSGI application of any number of connectors; a call without a name is for the one that has none.

    A connector is made when the driver first names it; those that left a database in `folder` are there from the start.
    Without a folder all is in memory.

    Raises:
        HTTPException: a database cannot be opened, or there are too many; it says so in words.
        OSError: the folder cannot be made.
    """

    def __init__(self, base_url: str, folder: Path | None = None) -> None:
        self._base_url, self._folder = base_url.rstrip("/"), folder
        self._applications: dict[str, WSGIApplication] = {}
        self._lock, self._closing = Lock(), ExitStack()
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as undoing:
            undoing.callback(self.close)
            for name in ("", *self._stored_names()):
                self._make(name)
            undoing.pop_all()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request by the connector that it is for."""
        try:
            return self._application(environ)(environ, start_response)
        except HTTPException as refused:
            return problem(refused.code or 500, refused.description or "")(environ, start_response)

    def close(self) -> None:
        """End the work of every connector, and close its database."""
        self._closing.close()

    def _stored_names(self) -> list[str]:
        """The names of the set-ups that left a database in the folder."""
        files = sorted(self._folder.glob("connector-*.sqlite")) if self._folder else []
        names = (path.stem.removeprefix("connector-") for path in files)
        return [name for name in names if NAME.fullmatch(name)]

    def _application(self, environ: WSGIEnvironment) -> WSGIApplication:
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return self._named(environ.get(HEADER, ""))
        name, _, rest = path.removeprefix(PREFIX).partition("/")
        if name not in self._applications:
            raise NotFound
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + PREFIX + name
        environ["PATH_INFO"] = "/" + rest
        return self._applications[name]

    def _named(self, name: str) -> WSGIApplication:
        """The connector that the driver names, made now when it is the first time."""
        if name and not NAME.fullmatch(name):
            raise UnprocessableEntity("O nome da preparação tem de 1 a 40 letras, dígitos ou hifens.")
        with self._lock:
            return self._applications.get(name) or self._make(name)

    def _make(self, name: str) -> WSGIApplication:
        if len(self._applications) > MOST:
            raise Conflict(f"Cabem {MOST} preparações com nome neste conector.")
        store = self._open(f"connector-{name}.sqlite" if name else "connector.sqlite")
        self._closing.callback(store.close)
        connector = Connector(
            integrations=INTEGRATIONS,
            store=store,
            base_url=self._base_url + (PREFIX + name if name else ""),
            capabilities=(*CAPABILITIES, SEVERAL),
        )
        self._closing.callback(connector.close)
        connector.start()
        return self._applications.setdefault(name, create_app(connector))

    def _open(self, file: str) -> Store:
        if self._folder is None:
            return Store()
        place = self._folder / file
        try:
            return Store(place)
        except sqlite3.Error as error:
            raise InternalServerError(f"O banco {place} não pôde ser aberto: {error}.") from error
