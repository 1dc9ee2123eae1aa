"""The acceptance suite: features, steps and the kit that runs them."""
