"""The integrations by their name in a set-up: data and wiring only."""

from collections.abc import Mapping

from homologa.sync.integrations.base import Integration
from homologa.sync.integrations.novaoito import NovaoitoIntegration

INTEGRATIONS: Mapping[str, type[Integration]] = {"novaoito": NovaoitoIntegration}
