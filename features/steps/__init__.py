"""The step library: sentences in Portuguese over screens and views, with no platform's internals."""
