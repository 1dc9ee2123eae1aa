"""Connectors that look at the store every five minutes, and do nothing with what they see."""

from datetime import datetime, timedelta
from typing import Any

import flask
import httpx

EVERY = timedelta(minutes=5)


def as_a_wait(transport: Any, base_url: str) -> flask.Flask:
    """Tells its next look as something that it waits for."""
    return _create(transport, lambda moment: {"state": "waiting", "waiting_until": moment})


def beside_idle(transport: Any, base_url: str) -> flask.Flask:
    """Tells its next look beside `idle`, as the protocol has it."""
    return _create(transport, lambda moment: {"state": "idle", "wakes_at": moment})


def _create(transport: Any, told: Any) -> flask.Flask:
    app, known = flask.Flask("polling"), {}

    def setup() -> dict[str, Any]:
        known.update(flask.request.get_json()["platforms"]["novaoito"], looks_at=None)
        return {"receivers": {}, "capabilities": ["clock"]}

    def clock() -> tuple[str, int]:
        now = datetime.fromisoformat(flask.request.get_json()["now"])
        if known["looks_at"] is None or now >= known["looks_at"]:
            headers = {"Authorization": f"Bearer {known['credentials']['app_token']}"}
            with httpx.Client(transport=transport) as client:
                client.get(f"{known['url']}/api/v1/erp/jobs", headers=headers)
            known["looks_at"] = now + EVERY
        return "", 204

    app.add_url_rule("/setup", "setup", setup, methods=["PUT", "PATCH"])
    app.add_url_rule("/clock", "clock", clock, methods=["PUT"])
    app.add_url_rule("/state", "state", lambda: told(known["looks_at"].isoformat()) if known else {"state": "idle"})
    return app
