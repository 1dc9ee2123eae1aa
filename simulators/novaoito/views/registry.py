"""The list of what a person sees on the store's screens."""

from homologa.simulators.kernel.screens import Screens
from homologa.simulators.novaoito.rules.field_labels import FIELD_LABELS

VIEWS = Screens(FIELD_LABELS)
