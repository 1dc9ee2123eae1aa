"""Contacts: customers and suppliers (tiny-api2 §5.3)."""
