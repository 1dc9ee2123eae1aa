"""Fakes of Brazilian e-commerce platforms, faithful enough for a client written for the real API."""
