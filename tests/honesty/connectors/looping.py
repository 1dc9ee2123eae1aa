"""A connector that never comes to rest once it has something to do, and never says so: it does not even answer."""

import threading
from typing import Any

import flask


def create(transport: Any, base_url: str) -> flask.Flask:
    """Answers its set-up, and after that hangs in whatever it is asked."""
    app = flask.Flask("looping")
    app.add_url_rule("/setup", "setup", _set_up, methods=["PUT"])
    app.add_url_rule("/state", "state", _state)
    return app


def _set_up() -> dict[str, Any]:
    flask.current_app.config["BUSY"] = True
    return {"receivers": {}, "capabilities": []}


def _state() -> dict[str, Any]:
    if "BUSY" in flask.current_app.config:
        threading.Event().wait()
    return {"state": "idle"}
