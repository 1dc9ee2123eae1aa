"""What proves what: the coverage page, made from the tests, the scenarios and the registries."""
