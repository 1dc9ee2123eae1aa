"""Installing and uninstalling the Tiny ERP app (novaoito §2.3 Apps, facts 1 and 5)."""

from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import AppNotInstalled
from homologa.simulators.novaoito.rules import apps, jobs, links, settings, shapes

CREDENTIAL = "app_token"


def install(work: Work, slug: str, given: Any) -> tuple[Document, bool]:
    """Install the app and say whether it is new; again it is the same installation with the same token.

    Raises NotFound or ValidationFailed.
    """
    apps.find(work, slug)
    shapes.installation().check(given)
    app = apps.state(work)
    is_new = app["status"] == apps.NOT_INSTALLED
    if is_new:
        app = _issue(work, app, given.get("scopes", list(shapes.SCOPES)))
        apps.keep(work, app)
    return _shown(app), is_new


def uninstall(work: Work, slug: str) -> None:
    """Revoke the token, end what runs, keep links as inactive and settings as they are.

    Raises NotFound or AppNotInstalled.
    """
    apps.find(work, slug)
    app = apps.state(work)
    if app["status"] == apps.NOT_INSTALLED:
        raise AppNotInstalled
    running = jobs.current(work)
    if running is not None:
        jobs.fail(work, running, "O aplicativo foi desinstalado.", "app_uninstalled")
    links.deactivate_all(work)
    work.mint(CREDENTIAL, app["access_token"], store_id=settings.store_id(work), scopes=[], revoked=True)
    apps.keep(work, {**app, "access_token": None, "scopes": [], "status": apps.NOT_INSTALLED})
    work.emit("app.uninstalled", id=slug)


def _issue(work: Work, app: Document, scopes: list[str]) -> Document:
    installation_id = app["installation_id"] or work.uuid("installation")
    token = work.secret("app")
    work.mint(CREDENTIAL, token, store_id=settings.store_id(work), installation_id=installation_id, scopes=scopes)
    return {
        **app,
        "installation_id": installation_id,
        "access_token": token,
        "scopes": scopes,
        "status": apps.INSTALLED,
    }


def _shown(app: Document) -> Document:
    return {
        **{name: app[name] for name in ("installation_id", "access_token", "scopes")},
        "status": apps.INSTALLED,
    }
