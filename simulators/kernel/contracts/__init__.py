"""The OpenAPI files as judges, and their findings in Portuguese."""
