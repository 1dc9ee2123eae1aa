"""A typed client of the control API, for testers, fixtures and the kit."""

from homologa.simulators.control.client.api import ControlError, ScreenRefused
from homologa.simulators.control.client.caller import Caller
from homologa.simulators.control.client.control import Control
from homologa.simulators.control.client.deliveries import DeliveriesClient, PlansClient
from homologa.simulators.control.client.faults import FaultsClient
from homologa.simulators.control.client.journal import JournalClient, Page, StreamedExchange
from homologa.simulators.control.client.models import Column, Done, Parameter, Quiet, Screen
from homologa.simulators.control.client.world import WorldClient
from homologa.simulators.kernel.field_names import fold, names
from homologa.simulators.kernel.kinds import AmbiguousNumber, read_number
from homologa.simulators.kernel.printable import printable

__all__ = [
    "AmbiguousNumber",
    "Caller",
    "Column",
    "Control",
    "ControlError",
    "DeliveriesClient",
    "Done",
    "FaultsClient",
    "JournalClient",
    "Page",
    "Parameter",
    "PlansClient",
    "Quiet",
    "Screen",
    "ScreenRefused",
    "StreamedExchange",
    "WorldClient",
    "fold",
    "names",
    "printable",
    "read_number",
]
