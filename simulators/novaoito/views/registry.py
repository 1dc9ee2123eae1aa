"""The list of what a person sees on the store's screens."""

from simulators.kernel.screens import Screens

VIEWS = Screens()
