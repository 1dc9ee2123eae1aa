"""The integrations: data and wiring, no decisions."""
