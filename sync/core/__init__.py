"""The core of the connector: durable work and how it is run, whatever the platforms and the flows are."""
