"""A connector that speaks the driver protocol and does nothing at all."""

from typing import Any

import flask


def create(transport: Any, base_url: str) -> flask.Flask:
    """Always idle, no receivers, no capabilities."""
    app = flask.Flask("null")
    app.add_url_rule("/setup", "setup", lambda: {"receivers": {}, "capabilities": []}, methods=["PUT", "PATCH"])
    app.add_url_rule("/run", "run", lambda: ({"run_id": "0"}, 202), methods=["POST"])
    app.add_url_rule("/state", "state", lambda: {"state": "idle"})
    return app
