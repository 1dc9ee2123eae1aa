"""Decisions that hold between any two sides: money, parcels, texts, documents, dates."""
