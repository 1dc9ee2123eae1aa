"""What was exchanged: kept, found, followed, explained and exported."""
