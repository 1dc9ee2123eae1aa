"""A toy shop wired to a toy ERP, and to a real Tiny account, by the flows that every integration has."""
