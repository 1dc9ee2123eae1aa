"""Python's requests, one session for all calls."""

import json
import sys

import requests

FORM = "application/x-www-form-urlencoded"


def written(fields):
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}


def options(way, fields, document=None):
    encoded = requests.models.RequestEncodingMixin._encode_params(fields).encode()
    return {
        "form": {"data": fields},
        "untyped": {"data": encoded},
        "multipart": {"files": {name: (None, value) for name, value in fields.items()}},
        "files": {"data": fields, "files": []},
        "chunked": {"data": iter([encoded[:9], encoded[9:]]), "headers": {"Content-Type": FORM}},
        "query": {"params": fields},
        "get": {"params": fields},
        "json": {"params": fields, "json": document},
    }[way]


def send(session, base, call):
    method = "GET" if call["way"] == "get" else "POST"
    sent = options(call["way"], written(call["fields"]), call.get("document"))
    answer = session.request(method, base + call["service"], timeout=20, **sent)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    data = answer.json() if headers["content-type"].startswith("application/json") else None
    return {"status": answer.status_code, "headers": headers, "text": answer.text, "data": data}


asked = json.load(sys.stdin)
with requests.Session() as session:
    session.trust_env = False
    print(json.dumps([send(session, asked["base"], call) for call in asked["calls"]]))
