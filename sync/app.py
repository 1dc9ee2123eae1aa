"""The connector's HTTP: the driver protocol, the store's webhooks and Tiny's receivers."""

import json
from datetime import datetime
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from sync.clients.errors import AccessRefused, PlatformError, Rejected
from sync.connector import Connector, NotSetUp
from sync.integrations.novaoito import EVENTS_PATH, OPERATIONS, BadSignature, ForeignAccount
from sync.setup import InvalidSetup

LONGEST_WAIT = 60.0
UNINSTALLED = ("novaoito", "invalid_token")


def create_app(connector: Connector) -> Flask:
    """The WSGI application of a connector."""
    app = Flask("sync")
    _serve_driver(app, connector)
    _serve_hooks(app, connector)
    _serve_errors(app)
    return app


def _serve_driver(app: Flask, connector: Connector) -> None:
    @app.put("/setup")
    def set_up() -> Response:
        return jsonify(connector.set_up(_body()))

    @app.patch("/setup")
    def change_setup() -> Response:
        return jsonify(connector.change(_body()))

    @app.post("/run")
    def run() -> tuple[Response, int]:
        body = _body()
        operation = body.get("operation") if isinstance(body, dict) else None
        if operation not in OPERATIONS:
            raise InvalidSetup("A operação não existe nesta integração.")
        return jsonify(run_id=connector.run(operation)), 202

    @app.get("/state")
    def state() -> Response:
        found = connector.state(_wait())
        until = found.waiting_until
        return jsonify(state=found.name, waiting_until=until.isoformat() if until else None)

    @app.put("/clock")
    def clock() -> Response:
        connector.set_clock(_moment(_body()))
        return Response(status=204)

    @app.post("/restart")
    def restart() -> Response:
        connector.restart()
        return Response(status=204)

    @app.get("/log")
    def log() -> Response:
        return jsonify(entries=connector.log())


def _serve_hooks(app: Flask, connector: Connector) -> None:
    @app.post(EVENTS_PATH)
    def event() -> Response:
        try:
            connector.integration.receive_event(request.get_data(), request.headers.get("X-Novaoito-Signature", ""))
        except (NotSetUp, BadSignature):
            return Response(status=401)
        connector.wake()
        return Response(status=204)

    @app.post("/hooks/tiny/<key>/<kind>")
    def tiny(key: str, kind: str) -> Response:
        try:
            if not connector.integration.is_receiver(key, kind):
                return Response(status=404)
            return _answer_product(connector, request.get_data())
        except NotSetUp:
            return Response(status=404)


def _answer_product(connector: Connector, body: bytes) -> Response:
    """Answer a `produto` notification; 503 has Tiny send it again when the store cannot answer now."""
    if not body.strip():
        return Response(status=200)
    notification = _read(body)
    if not isinstance(notification, dict) or notification.get("tipo") != "produto" or "dados" not in notification:
        return jsonify(error="A notificação não é de um produto.")
    try:
        return jsonify(connector.integration.receive_product(notification))
    except ForeignAccount:
        return Response(status=403)
    except AccessRefused as error:
        # Without the app there is no such receiver any more.
        return Response(status=404 if (error.platform, error.code) == UNINSTALLED else 503)
    except PlatformError:
        return Response(status=503)


def _serve_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return _problem(error.code or 500, error.description or error.name)

    @app.errorhandler(InvalidSetup)
    def invalid(error: InvalidSetup) -> Response:
        return _problem(422, str(error))

    @app.errorhandler(NotSetUp)
    def not_set_up(error: NotSetUp) -> Response:
        return _problem(409, str(error))

    @app.errorhandler(PlatformError)
    def platform(error: PlatformError) -> Response:
        is_final = isinstance(error, AccessRefused | Rejected)
        return _problem(422 if is_final else 503, f"A plataforma não aceitou a configuração: {error}.")


def _problem(status: int, detail: str) -> Response:
    response = jsonify(type="about:blank", title=_title(status), status=status, detail=detail)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def _title(status: int) -> str:
    titles = {404: "Não encontrado", 405: "Método não aceito", 409: "Conflito", 422: "Valor inválido"}
    return titles.get(status, "Não foi possível atender")


def _body() -> Any:
    return _read(request.get_data())


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _wait() -> float:
    text = request.args.get("wait", "0")
    try:
        return min(max(float(text), 0.0), LONGEST_WAIT)
    except ValueError as error:
        raise InvalidSetup("O parâmetro wait não é um número.") from error


def _moment(body: Any) -> datetime:
    text = body.get("now") if isinstance(body, dict) else None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise InvalidSetup("O campo now não é uma data com hora.") from error
    if moment.tzinfo is None:
        raise InvalidSetup("O campo now precisa do fuso horário.")
    return moment
