"""What is wrong with a set-up, and how to mend it: one module per thing that is looked at."""
