"""Apps: catalogue, installation, settings, tests and receivers (novaoito §2.3 Apps)."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.novaoito.api.registry import NO_CONTENT, listed, operation, paged
from homologa.simulators.novaoito.rules import apps, installation
from homologa.simulators.novaoito.wire import Answer

SOURCE = "§2.3 Apps"
SCOPE = "erp:manage"


@operation("apps.list", "GET", "/apps", source=SOURCE)
def list_apps(call: Call) -> Answer:
    """The catalogue."""
    return listed(apps.catalogue(call.work))


@operation("apps.get", "GET", "/apps/<slug>", source=SOURCE)
def get_app(call: Call) -> Answer:
    """One app of the catalogue."""
    return Answer(200, apps.find(call.work, call.request.arguments["slug"]))


@operation("apps.install", "POST", "/apps/<slug>/install", source=SOURCE, app=False, body="optional")
def install(call: Call) -> Answer:
    """Install the app: 201, or 200 when it was installed before."""
    shown, is_new = installation.install(call.work, call.request.arguments["slug"], call.data.body)
    return Answer(201 if is_new else 200, shown)


@operation("apps.uninstall", "DELETE", "/apps/<slug>/install", source=SOURCE, app=False)
def uninstall(call: Call) -> Answer:
    """Uninstall the app."""
    installation.uninstall(call.work, call.request.arguments["slug"])
    return Answer(NO_CONTENT)


@operation("apps.settings.get", "GET", "/apps/tiny-erp/settings", source=SOURCE, scope=SCOPE)
def get_settings(call: Call) -> Answer:
    """The settings, the token masked."""
    return Answer(200, apps.settings(call.work))


@operation("apps.settings.put", "PUT", "/apps/tiny-erp/settings", source=SOURCE, scope=SCOPE, body="required")
def put_settings(call: Call) -> Answer:
    """Replace the settings."""
    return Answer(200, apps.replace_settings(call.work, call.data.body))


@operation("apps.test.request", "POST", "/apps/tiny-erp/test", source=SOURCE, scope=SCOPE)
def request_test(call: Call) -> Answer:
    """Ask the app to test its connection."""
    return Answer(202, {"test_id": apps.request_test(call.work)})


@operation("apps.tests.list", "GET", "/apps/tiny-erp/tests", source=SOURCE, scope=SCOPE)
def list_tests(call: Call) -> Answer:
    """Tests of the connection, newest first."""
    return paged(call, apps.tests(call.work, call.data.parameters), apps.shown_test)


@operation("apps.test.answer", "PUT", "/apps/tiny-erp/tests/<test_id>", source=SOURCE, scope=SCOPE, body="required")
def answer_test(call: Call) -> Answer:
    """Answer a test of the connection."""
    return Answer(200, apps.answer_test(call.work, call.request.arguments["test_id"], call.data.body))


@operation("apps.receivers.get", "GET", "/apps/tiny-erp/receivers", source=SOURCE, scope=SCOPE)
def get_receivers(call: Call) -> Answer:
    """The URLs that the merchant pastes in Tiny."""
    return Answer(200, apps.receivers(call.work))


@operation("apps.receivers.put", "PUT", "/apps/tiny-erp/receivers", source=SOURCE, scope=SCOPE, body="required")
def put_receivers(call: Call) -> Answer:
    """Register the app's URLs."""
    return Answer(200, apps.replace_receivers(call.work, call.data.body))
