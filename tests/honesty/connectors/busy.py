"""A connector that says for ever that it is busy, and does nothing."""

from typing import Any

import flask


def create(transport: Any, base_url: str) -> flask.Flask:
    """Always busy."""
    app = flask.Flask("busy")
    app.add_url_rule("/setup", "setup", lambda: {"receivers": {}, "capabilities": []}, methods=["PUT"])
    app.add_url_rule("/state", "state", lambda: {"state": "busy"})
    return app
