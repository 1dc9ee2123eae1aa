"""What may be written of apps and of their subscriptions."""

import functools

from homologa.simulators.novaoito.rules.labels import ORDER_STATUSES
from homologa.simulators.novaoito.rules.shapes.parts import (
    AUTOMATIC,
    EVENTS,
    FLAG,
    MAX_ID,
    RECEIVERS,
    SCOPES,
    URL_PATTERN,
    VISIBILITIES,
    document,
    record,
    text,
    url,
)
from homologa.simulators.novaoito.rules.validation import Judge


@functools.cache
def installation() -> Judge:
    """The wishes of an installation."""
    scopes = {"type": "array", "uniqueItems": True, "minItems": 1, "items": {"enum": list(SCOPES)}}
    return Judge(record({"scopes": scopes}))


@functools.cache
def settings() -> Judge:
    """Settings of the Tiny ERP app."""
    positive = {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_ID}
    fields = {
        "cnpj": document(),
        "integrator_id": positive,
        "tiny_token": {"type": ["string", "null"], "pattern": r"^\S+$", "maxLength": 200},
        "automatic": record(dict.fromkeys(AUTOMATIC, FLAG)),
        "default_visibility": {"enum": list(VISIBILITIES)},
        "create_categories": FLAG,
        "import_status": {"enum": list(ORDER_STATUSES)},
        "auto_send_orders": FLAG,
        "stock_source": {"enum": ["erp", "store"]},
        "price_list": positive,
    }
    return Judge(record(fields))


@functools.cache
def receivers() -> Judge:
    """The URLs that the merchant pastes in Tiny."""
    return Judge(record({"receivers": record(dict.fromkeys(RECEIVERS, url()))}, ("receivers",)))


@functools.cache
def test_answer() -> Judge:
    """The app's answer to a test of the connection."""
    return Judge(record({"ok": FLAG, "account_name": text(255), "message": text(1000)}, ("ok",)))


@functools.cache
def subscription() -> Judge:
    """A new subscription."""
    url = {"type": "string", "format": "uri", "pattern": URL_PATTERN, "maxLength": 2000}
    return Judge(record({"event": {"enum": list(EVENTS)}, "url": url}, ("event", "url")))
