"""Python's own urllib: a connection for each request, XML read by ElementTree."""

import json
import re
import sys
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import ProxyHandler, Request, build_opener
from xml.etree import ElementTree

FORM = "application/x-www-form-urlencoded"
OPENER = build_opener(ProxyHandler({}))


def written(fields):
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}


def escaped(text):
    """Every byte that may be, in small letters, the blank too."""
    return re.sub("%..", lambda found: found[0].lower(), quote(text, safe=""))


def request(url, way, fields, document=None):
    query = urlencode(fields)
    if way == "form":
        return Request(url, query.encode())
    if way == "chunked":
        return Request(url, iter([query[:9].encode(), query[9:].encode()]), {"Content-Type": FORM})
    if way == "escaped":
        return Request(url, "&".join(f"{name}={escaped(value)}" for name, value in fields.items()).encode())
    if way == "json":
        return Request(f"{url}?{query}", json.dumps(document).encode(), {"Content-Type": "application/json"})
    return Request(f"{url}?{query}", method="GET" if way == "get" else "POST")


def tree(element):
    return [element.tag, [tree(child) for child in element] or element.text]


def send(base, call):
    made = request(base + call["service"], call["way"], written(call["fields"]), call.get("document"))
    try:
        answer = OPENER.open(made, timeout=20)
    except HTTPError as error:
        answer = error
    with answer:
        text = answer.read().decode()
        headers = {name.lower(): value for name, value in answer.headers.items()}
    data = json.loads(text) if headers["content-type"].startswith("application/json") else None
    if headers["content-type"].startswith("text/xml"):
        data = tree(ElementTree.fromstring(text))
    return {"status": answer.status, "headers": headers, "text": text, "data": data}


asked = json.load(sys.stdin)
print(json.dumps([send(asked["base"], call) for call in asked["calls"]]))
