"""The yardstick: bare Flask routes that read one row by key and insert one, on the same server.

`python bare.py [DATABASE]` keeps the rows in memory or in a file, with the same settings as a world's.
"""

import itertools
import json
import sqlite3
import sys
import threading

import flask
from waitress.server import create_server

THREADS = 40
ROWS = 1_000
DOC = {"id": 1, "codigo": "CAN-01", "nome": "Caneca de ágata esmaltada", "preco": 39.9, "filler": "x" * 1_200}


def create_app(path: str = ":memory:") -> flask.Flask:
    """One table, one row in it that matters, two routes."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("CREATE TABLE product (id INTEGER PRIMARY KEY, doc TEXT)")
    connection.executemany("INSERT INTO product VALUES (?, ?)", ((i, json.dumps(DOC)) for i in range(ROWS)))
    lock, numbers = threading.Lock(), itertools.count(ROWS)
    app = flask.Flask("bare")

    @app.get("/product/<int:product_id>")
    def read(product_id: int) -> flask.Response:
        with lock:
            row = connection.execute("SELECT doc FROM product WHERE id = ?", (product_id,)).fetchone()
        return flask.Response(json.dumps(json.loads(row[0])), content_type="application/json")

    @app.post("/product")
    def insert() -> flask.Response:
        doc = json.loads(flask.request.get_data()) | {"id": next(numbers)}
        with lock:
            connection.execute("INSERT INTO product VALUES (?, ?)", (doc["id"], json.dumps(doc)))
        return flask.Response(json.dumps({"id": doc["id"]}), content_type="application/json")

    return app


if __name__ == "__main__":
    server = create_server(create_app(*sys.argv[1:]), listen="127.0.0.1:0", threads=THREADS)
    sys.stdout.write(json.dumps({"port": server.effective_port}) + "\n")
    sys.stdout.flush()
    server.run()
