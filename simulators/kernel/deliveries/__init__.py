"""Webhooks from the event to the receiver: outbox, plans, pump, and the ways out."""
