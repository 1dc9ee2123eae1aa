"""A typed client of the control API, for testers, fixtures and the kit."""

from simulators.control.client.control import Control
from simulators.control.client.deliveries import DeliveriesClient, PlansClient
from simulators.control.client.errors import ControlError, ScreenRefused
from simulators.control.client.faults import FaultsClient
from simulators.control.client.journal import JournalClient, Page, Told
from simulators.control.client.shapes import Parameter, Quiet, Screen
from simulators.control.client.world import WorldClient

__all__ = [
    "Control",
    "ControlError",
    "DeliveriesClient",
    "FaultsClient",
    "JournalClient",
    "Page",
    "Parameter",
    "PlansClient",
    "Quiet",
    "Screen",
    "ScreenRefused",
    "Told",
    "WorldClient",
]
