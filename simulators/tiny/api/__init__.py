"""The services of Tiny's API v2."""
