"""Settings of the app that change nothing."""

from typing import Any

from broken.fault import Fault
from homologa.sync.connector import Connector
from homologa.sync.integrations.novaoito import NovaoitoIntegration
from homologa.sync.integrations.novaoito.rules import ProductRules
from homologa.sync.platforms.tiny.pricing import PriceList
from homologa.sync.platforms.tiny.values import TinyValues

INTEGRATION = "homologa.sync.integrations.novaoito.integration"


class OneVisibility(ProductRules):
    """Creates products of one visibility, whatever the merchant chose."""

    def visibility_for_new(self) -> str:
        """The default of the default."""
        return "catalog"


class FollowsAnyhow(NovaoitoIntegration):
    """Follows every notice, whatever is switched off."""

    def _follows(self, kind: str) -> bool:
        return True


class FollowsTheErpAlone(NovaoitoIntegration):
    """Looks at the switches, and not at whose stock counts."""

    def _follows(self, kind: str) -> bool:
        return bool(self._settings.get("automatic", {}).get({"stock": "stock", "price": "prices"}[kind], True))


class OwnPrices(TinyValues):
    """Reads the price of the product itself, whatever price list was chosen."""

    def _list(self) -> PriceList | None:
        return None


class KeepsItsSettings(Connector):
    """Takes settings when it is set up, and never again."""

    def change(self, document: Any) -> dict[str, Any]:
        """Take changed credentials alone."""
        changed = {name: value for name, value in document.items() if name != "settings"}
        return super().change(changed or {"settings": {}})


FAULTS = {
    "one_visibility": Fault(OneVisibility),
    "follows_anyhow": Fault(instead={"homologa.sync.embedded.INTEGRATIONS": {"novaoito": FollowsAnyhow}}),
    "follows_the_erp_alone": Fault(instead={"homologa.sync.embedded.INTEGRATIONS": {"novaoito": FollowsTheErpAlone}}),
    "own_prices": Fault(instead={f"{INTEGRATION}.TinyValues": OwnPrices}),
    "keeps_its_settings": Fault(instead={"homologa.sync.embedded.Connector": KeepsItsSettings}),
}
