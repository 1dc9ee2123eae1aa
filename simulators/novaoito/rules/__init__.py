"""State and rules of the store, free of HTTP."""
