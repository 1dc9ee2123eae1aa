"""Expedition: objects that were released, their groupings, and the tracking code that is sent (tiny-api2 §5.6)."""
