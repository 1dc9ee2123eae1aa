"""The platform-blind machine room: worlds, units of work, time, deliveries, journal and contract."""
