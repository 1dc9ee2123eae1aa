"""The operations of the control API, a room per subject."""
