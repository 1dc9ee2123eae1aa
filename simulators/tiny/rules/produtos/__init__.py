"""Products: what they are, how they are read, written, put together and counted (tiny-api2 §2)."""
