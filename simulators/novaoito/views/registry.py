"""The list of what a person sees on the store's screens."""

from homologa.simulators.kernel.screens import Screens

VIEWS = Screens()
