"""Invoices: what they hold, how they are made, issued and written (tiny-api2 §4.2, §5.5, §10)."""
