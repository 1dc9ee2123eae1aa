"""The reports of a run, all made from one model."""
