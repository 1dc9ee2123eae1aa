"""What the store and the files of worlds are made of."""
