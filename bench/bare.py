"""The yardstick: a bare Flask route that reads one row by key, on the same server."""

import json
import sqlite3
import sys
import threading

import flask
from waitress.server import create_server

THREADS = 40
DOC = {"id": 1, "codigo": "CAN-01", "nome": "Caneca de ágata esmaltada", "preco": 39.9, "filler": "x" * 1_200}


def create_app() -> flask.Flask:
    """One table, one row in it that matters, one route."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.execute("CREATE TABLE product (id INTEGER PRIMARY KEY, doc TEXT)")
    connection.executemany("INSERT INTO product VALUES (?, ?)", ((i, json.dumps(DOC)) for i in range(1_000)))
    lock = threading.Lock()
    app = flask.Flask("bare")

    @app.get("/product/<int:product_id>")
    def read(product_id: int) -> flask.Response:
        with lock:
            row = connection.execute("SELECT doc FROM product WHERE id = ?", (product_id,)).fetchone()
        return flask.Response(json.dumps(json.loads(row[0])), content_type="application/json")

    return app


if __name__ == "__main__":
    server = create_server(create_app(), listen="127.0.0.1:0", threads=THREADS)
    sys.stdout.write(json.dumps({"port": server.effective_port}) + "\n")
    sys.stdout.flush()
    server.run()
