"""What runs scenarios against a connector, judges them and reports."""
