"""Orders: what they hold, how they are written, and what happens to them (tiny-api2 §5.4, §10)."""
