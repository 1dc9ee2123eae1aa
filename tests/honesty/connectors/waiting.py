"""A connector that does nothing but wait, and never for anything that comes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import flask


def create(transport: Any, base_url: str) -> flask.Flask:
    """Always waiting for a moment a second away."""
    app = flask.Flask("waiting")
    app.add_url_rule("/setup", "setup", lambda: {"receivers": {}, "capabilities": []}, methods=["PUT"])
    app.add_url_rule("/state", "state", lambda: {"state": "waiting", "waiting_until": _soon()})
    return app


def _soon() -> str:
    return (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
