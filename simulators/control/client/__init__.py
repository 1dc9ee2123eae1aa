"""A typed client of the control API, for testers, fixtures and the kit."""

from simulators.control.client.control import Control
from simulators.control.client.errors import ControlError, ScreenRefused
from simulators.control.client.shapes import Parameter, Quiet, Screen
from simulators.control.client.world import WorldClient

__all__ = ["Control", "ControlError", "Parameter", "Quiet", "Screen", "ScreenRefused", "WorldClient"]
