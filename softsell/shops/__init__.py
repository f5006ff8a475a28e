"""Other people's vocabularies become our events and our catalogue: every parser here is pure."""
