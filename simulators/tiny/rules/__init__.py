"""State and rules of Tiny, one module per noun."""
