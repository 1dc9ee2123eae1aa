"""The integrations by their name in a set-up: data and wiring only."""

from homologa.sync.integrations.base import Integrations
from homologa.sync.integrations.novaoito import NovaoitoIntegration

INTEGRATIONS: Integrations = {"novaoito": NovaoitoIntegration}
