"""The control API over the worlds of a process: what a tester does, and what a tester sees."""
