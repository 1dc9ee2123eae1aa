"""Decisions that hold between any two platforms: money, parcels, texts, documents, dates."""
