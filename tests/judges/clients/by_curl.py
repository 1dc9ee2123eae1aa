"""The curl command, one run for all calls, so that it may keep its connection."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

EVERY = ["--silent", "--show-error", "--max-time", "20", "--noproxy", "*", "--write-out", "%{local_port}\\n"]


def saved(folder, fields):
    """Files with the values, which may be longer than an argument."""
    files = {}
    for name, value in fields.items():
        files[name] = folder / name
        files[name].write_text(value if isinstance(value, str) else json.dumps(value))
    return files


def arguments(way, fields, document):
    encoded = [part for name, file in fields.items() for part in ("--data-urlencode", f"{name}@{file}")]
    parts = [part for name, file in fields.items() for part in ("--form", f"{name}=<{file}")]
    return {
        "form": encoded,
        "untyped": [*encoded, "--header", "Content-Type:"],
        "old": [*encoded, "--http1.0"],
        "waiting": [*encoded, "--header", "Expect: 100-continue"],
        "chunked": [*encoded, "--header", "Transfer-Encoding: chunked"],
        "compressed": [*encoded, "--compressed"],
        "multipart": parts,
        "files": [*parts, "--form", "arquivos=@/dev/null;filename="],
        "json": ["--header", "Content-Type: application/json", "--data", json.dumps(document)],
        "query": [*encoded, "--get", "--request", "POST"],
        "get": [*encoded, "--get"],
        "head": [*encoded, "--get", "--head"],
        "delete": [*encoded, "--request", "DELETE"],
    }[way]


def command(base, calls, folder):
    whole = ["curl"]
    for number, call in enumerate(calls):
        own = folder / str(number)
        own.mkdir()
        sent = arguments(call["way"], saved(own, call["fields"]), call["document"])
        kept = ["--output", str(own / "answer.body"), "--dump-header", str(own / "answer.head")]
        query = f"?{urlencode(call['fields'])}" if call["way"] == "json" else ""
        whole += ["--next"] * (number > 0) + [*EVERY, *kept, *sent, base + call["service"] + query]
    return whole


def read(folder, way, connection):
    lines = (folder / "answer.head").read_text().strip().split("\n\n")[-1].splitlines()
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    body = folder / "answer.body"
    # Asked for a head alone, curl writes it where the body goes.
    text = body.read_text() if body.exists() and way != "head" else ""
    data = json.loads(text) if text and headers["content-type"].startswith("application/json") else None
    status = int(lines[0].split()[1])
    return {"status": status, "headers": headers, "text": text, "data": data, "connection": connection}


asked = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as made:
    folder = Path(made)
    run = subprocess.run(command(asked["base"], asked["calls"], folder), stdout=subprocess.PIPE, text=True, check=True)
    told = enumerate(zip(asked["calls"], run.stdout.split(), strict=True))
    print(json.dumps([read(folder / str(number), call["way"], port) for number, (call, port) in told]))
