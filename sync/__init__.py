"""The reference connector."""
