"""The control API from the shell: one command per thing that a tester does or looks at."""
