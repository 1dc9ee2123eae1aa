"""The core of the connector: durable work and how it is run, whatever the two sides and the flows are."""
