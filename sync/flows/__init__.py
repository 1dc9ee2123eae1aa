"""The flows: what the connector does, one module per flow."""
