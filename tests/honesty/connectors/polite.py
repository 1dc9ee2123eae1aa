"""A connector that answers 2xx to whatever it is sent, and does nothing else."""

from typing import Any

import flask

KINDS = ("product", "stock", "price")


def create(transport: Any, base_url: str) -> flask.Flask:
    """Always idle; it has a receiver for every kind of notice and every capability that asks for no work."""
    app = flask.Flask("polite")
    receivers = {kind: f"{base_url}/hooks/{kind}" for kind in KINDS}
    answer = {"receivers": receivers, "capabilities": ["clock", "restart", "variants"]}
    app.add_url_rule("/setup", "setup", lambda: answer, methods=["PUT", "PATCH"])
    app.add_url_rule("/run", "run", lambda: ({"run_id": "0"}, 202), methods=["POST"])
    app.add_url_rule("/state", "state", lambda: {"state": "idle"})
    app.add_url_rule("/clock", "clock", lambda: ("", 204), methods=["PUT"])
    app.add_url_rule("/restart", "restart", lambda: ("", 204), methods=["POST"])
    app.add_url_rule("/hooks/<kind>", "receive", lambda kind: {"status": "OK"}, methods=["GET", "POST"])
    return app
