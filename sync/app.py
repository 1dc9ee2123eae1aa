"""The connector's HTTP: the driver protocol, and whatever the platforms send."""

import json
import logging
from datetime import datetime
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from homologa.sync.connector import Connector, NotOffered, NotSetUp, RegistrationRefused
from homologa.sync.core.hooks import Delivery
from homologa.sync.core.log import trace
from homologa.sync.setup import InvalidSetup

LOGGER = logging.getLogger(__name__)
LONGEST_WAIT = 60.0
YEARS = range(2000, 2101)
"""Of the moments that the clock takes: near the first and the last that there are, no day can be reckoned."""


def create_app(connector: Connector) -> Flask:
    """The WSGI application of a connector."""
    app = Flask("sync")
    _serve_setup(app, connector)
    _serve_work(app, connector)
    _serve_process(app, connector)
    _serve_hooks(app, connector)
    _serve_errors(app)
    return app


def _serve_setup(app: Flask, connector: Connector) -> None:
    @app.put("/setup")
    def set_up() -> Response:
        return jsonify(connector.set_up(_body()))

    @app.patch("/setup")
    def change_setup() -> Response:
        return jsonify(connector.change(_body()))


def _serve_work(app: Flask, connector: Connector) -> None:
    @app.post("/run")
    def run() -> tuple[Response, int]:
        return jsonify(run_id=connector.run(_body())), 202

    @app.get("/state")
    def state() -> Response:
        found = connector.state(_wait())
        moments = {"waiting_until": found.waiting_until, "wakes_at": found.wakes_at}
        return jsonify(state=found.name, **{name: moment and moment.isoformat() for name, moment in moments.items()})

    @app.get("/work")
    def work() -> Response:
        return jsonify(tasks=connector.work())

    @app.get("/log")
    def log() -> Response:
        return jsonify(entries=connector.log())


def _serve_process(app: Flask, connector: Connector) -> None:
    @app.put("/clock")
    def clock() -> Response:
        connector.set_clock(_moment())
        return Response(status=204)

    @app.post("/restart")
    def restart() -> Response:
        connector.restart()
        return Response(status=204)


def _serve_hooks(app: Flask, connector: Connector) -> None:
    @app.route("/hooks/<path:path>", methods=["GET", "POST"])
    def receive(path: str) -> Response:
        try:
            reply = connector.integration.receive(_delivery(path))
        except NotSetUp:
            return Response(status=404)
        connector.wake()
        response = Response() if reply.document is None else jsonify(reply.document)
        response.status_code = reply.status
        return response


def _serve_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return problem(error.code or 500, error.description or error.name)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        # Not with its path, as the framework would log it: the path of a receiver is a secret.
        LOGGER.error("%s broke\n%s", request.endpoint, trace(error))
        return problem(500, "Erro inesperado no conector.")

    @app.errorhandler(InvalidSetup)
    def invalid(error: InvalidSetup) -> Response:
        return problem(422, str(error))

    @app.errorhandler(NotSetUp)
    @app.errorhandler(NotOffered)
    @app.errorhandler(RegistrationRefused)
    def conflict(error: Exception) -> Response:
        return problem(409, str(error))


def problem(status: int, detail: str) -> Response:
    """A refusal of the driver protocol; the detail is Portuguese."""
    text = json.dumps({"type": "about:blank", "title": _title(status), "status": status, "detail": detail})
    return Response(text, status, content_type="application/problem+json")


def _title(status: int) -> str:
    titles = {404: "Não encontrado", 405: "Método não aceito", 409: "Conflito", 422: "Valor inválido"}
    return titles.get(status, "Não foi possível atender")


def _body() -> Any:
    """The JSON of the request; None when it is something else."""
    return request.get_json(force=True, silent=True)


def _delivery(path: str) -> Delivery:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Delivery(request.method, path, request.get_data(), headers, request.args.to_dict())


def _field(name: str) -> Any:
    body = _body()
    return body.get(name) if isinstance(body, dict) else None


def _wait() -> float:
    text = request.args.get("wait", "0")
    try:
        return min(max(float(text), 0.0), LONGEST_WAIT)
    except ValueError as error:
        raise InvalidSetup("O parâmetro wait não é um número.") from error


def _moment() -> datetime:
    try:
        moment = datetime.fromisoformat(str(_field("now")))
    except ValueError as error:
        raise InvalidSetup("O campo now não é uma data com hora.") from error
    if moment.tzinfo is None:
        raise InvalidSetup("O campo now precisa do fuso horário.")
    if moment.year not in YEARS:
        raise InvalidSetup(f"O campo now vai de {YEARS[0]} a {YEARS[-1]}.")
    return moment
