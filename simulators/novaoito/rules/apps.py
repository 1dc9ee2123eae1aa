"""The Tiny ERP app as the store sees it: catalogue, settings, receivers, tests (novaoito §2.3 Apps)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import (
    AppDisabled,
    AppNotConfigured,
    AppNotInstalled,
    InvalidTransition,
    NotFound,
)
from homologa.simulators.novaoito.rules import shapes
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import APPS, TESTS

SLUG = "tiny-erp"
NAME = "Tiny ERP"
NOT_INSTALLED, INSTALLED, DISABLED = "not_installed", "installed", "disabled"
NEEDED = ("cnpj", "integrator_id", "tiny_token")
TEST_STATUSES = ("pending", "answered")
VISIBLE_TAIL = 4


def catalogue(work: Work) -> list[Document]:
    """Every app that the store offers."""
    return [find(work, SLUG)]


def find(work: Work, slug: str) -> Document:
    """One app of the catalogue, as the API shows it; raises NotFound."""
    if slug != SLUG:
        raise NotFound("Não há este aplicativo no catálogo.")
    status = state(work)["status"]
    return {"slug": SLUG, "name": NAME, "installed": status != NOT_INSTALLED, "status": status}


def state(work: Work) -> Document:
    """What the store keeps of the app, installed or not."""
    return work.documents(APPS).get(SLUG) or {
        "id": SLUG,
        "installation_id": None,
        "access_token": None,
        "scopes": [],
        "status": NOT_INSTALLED,
        "settings": default_settings(),
        "receivers": dict.fromkeys(shapes.RECEIVERS),
    }


def keep(work: Work, app: Document) -> None:
    """Store what changed of the app."""
    apps = work.documents(APPS)
    if apps.get(SLUG) is None:
        apps.add(app)
    else:
        apps.put(app)


def require_installed(work: Work) -> Document:
    """The installed app; raises AppNotInstalled."""
    app = state(work)
    if app["status"] == NOT_INSTALLED:
        raise AppNotInstalled(hint="instale o aplicativo em Aplicativos > Tiny ERP > Instalar")
    return app


def require_ready(work: Work) -> Document:
    """The app, able to integrate; raises AppNotInstalled, AppDisabled or AppNotConfigured."""
    app = require_installed(work)
    if app["status"] == DISABLED:
        raise AppDisabled
    if not is_configured(app):
        raise AppNotConfigured(hint="preencha a tela Aplicativos > Tiny ERP > Configurar")
    return app


def require_enabled(work: Work) -> None:
    """Raise AppDisabled when the store switched the app off."""
    if state(work)["status"] == DISABLED:
        raise AppDisabled(hint="ative o aplicativo em Aplicativos > Tiny ERP > Ativar")


def switch(work: Work, enabled: bool) -> None:
    """Switch the installed app on or off; raises AppNotInstalled."""
    keep(work, {**require_installed(work), "status": INSTALLED if enabled else DISABLED})


def is_configured(app: Document) -> bool:
    """Whether every setting stands without which nothing can be integrated."""
    return all(app["settings"][name] for name in NEEDED)


def default_settings() -> Document:
    """The settings before anyone filled them in."""
    return {
        **dict.fromkeys(NEEDED),
        "automatic": dict.fromkeys(shapes.AUTOMATIC, True),
        "default_visibility": "catalog",
        "create_categories": True,
        "import_status": "paid",
        "auto_send_orders": True,
        "stock_source": "erp",
        "price_list": None,
    }


def settings(work: Work) -> Document:
    """The settings with the token masked; raises AppNotInstalled."""
    kept = require_installed(work)["settings"]
    return {**kept, "tiny_token": masked(kept["tiny_token"])}


def replace_settings(work: Work, given: Any) -> Document:
    """Replace the settings; what is left out takes its default. Raises AppNotInstalled, ValidationFailed."""
    app = require_installed(work)
    shapes.settings().check(given)
    _store_settings(work, app, {**default_settings(), **given})
    return settings(work)


def change_settings(work: Work, given: Mapping[str, Any]) -> Document:
    """Change some settings and keep the others; raises AppNotInstalled, ValidationFailed."""
    app = require_installed(work)
    shapes.settings().check(dict(given))
    _store_settings(work, app, {**app["settings"], **given})
    return settings(work)


def masked(token: str | None) -> str | None:
    """A secret with all but its last four characters hidden; a short one is hidden whole."""
    if token is None:
        return None
    tail = token[-VISIBLE_TAIL:]
    if len(token) <= VISIBLE_TAIL or "*" in tail:
        tail = ""
    return "*" * (len(token) - len(tail)) + tail


def receivers(work: Work) -> Document:
    """The URLs that the merchant pastes in Tiny, by kind; raises AppNotInstalled."""
    return {"receivers": require_installed(work)["receivers"]}


def replace_receivers(work: Work, given: Any) -> Document:
    """Register the app's URLs; a kind left out becomes null. Raises AppNotInstalled, ValidationFailed."""
    app = require_installed(work)
    shapes.receivers().check(given)
    keep(work, {**app, "receivers": {**dict.fromkeys(shapes.RECEIVERS), **given["receivers"]}})
    return receivers(work)


def request_test(work: Work) -> str:
    """Ask the app to test its connection and give the test's id; raises as `require_ready`."""
    require_ready(work)
    test = {
        "id": work.uuid("test"),
        "number": work.next_id("test-number"),
        "status": "pending",
        "ok": None,
        "account_name": None,
        "message": None,
    }
    work.documents(TESTS).add(test)
    work.emit("app.test.requested", id=test["id"])
    return str(test["id"])


def answer_test(work: Work, test_id: str, given: Any) -> Document:
    """Take the app's answer; raises NotFound, ValidationFailed, or InvalidTransition for another answer."""
    require_installed(work)
    test = work.documents(TESTS).get(test_id)
    if test is None:
        raise NotFound("Não há este teste de conexão.")
    shapes.test_answer().check(given)
    answer = {"account_name": None, "message": None, **given}
    answered = {**test, **answer, "status": "answered"}
    if test["status"] == "answered" and test != answered:
        raise InvalidTransition("O teste já foi respondido de outra forma.")
    work.documents(TESTS).put(answered)
    return shown_test(answered)


def tests(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Tests of the connection, newest first, by the API's query; raises AppNotInstalled, ValidationFailed."""
    require_installed(work)
    query = Query(parameters)
    status = query.option("status", TEST_STATUSES)
    if status is not None:
        query.where("status = ?", status)
    return query.rows(work.documents(TESTS), order="number DESC")


def shown_test(test: Document) -> Document:
    """A test as the API shows it."""
    return {
        "test_id": test["id"],
        **{name: test[name] for name in ("status", "ok", "account_name", "message")},
    }


def _store_settings(work: Work, app: Document, chosen: Document) -> None:
    before = app["settings"]
    if chosen["tiny_token"] == masked(before["tiny_token"]):
        chosen["tiny_token"] = before["tiny_token"]
    chosen["automatic"] = {**default_settings()["automatic"], **chosen["automatic"]}
    keep(work, {**app, "settings": chosen})
