"""All of Novaoito that is loaded when somebody uses it."""

from homologa.simulators.kernel.rooms import Rooms, Surface
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito import DOMAIN, seeds
from homologa.simulators.novaoito.api import OPERATIONS, STOREFRONT
from homologa.simulators.novaoito.backoffice import ACTIONS
from homologa.simulators.novaoito.rules import apps, installation, settings, tables
from homologa.simulators.novaoito.views import VIEWS
from homologa.simulators.novaoito.webhooks import Notifier
from homologa.simulators.novaoito.wire import StorefrontWire, Wire


def _gate(work: Work, by_app: bool) -> None:
    settings.require_open(work)
    if by_app:
        apps.require_enabled(work)


_WIRE = Wire(_gate, (installation.CREDENTIAL, settings.ADMIN_TOKEN), DOMAIN)

ROOMS = Rooms(
    surfaces=(
        Surface("/api/v1", "novaoito", _WIRE, OPERATIONS),
        Surface("/loja", "novaoito-storefront", StorefrontWire(_gate, DOMAIN), STOREFRONT),
    ),
    notifier=Notifier(),
    actions=ACTIONS,
    views=VIEWS,
    collections=tables.ALL,
    seed=seeds.seed,
    packs=seeds.PACKS,
)
