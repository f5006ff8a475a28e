"""From a text to what it means: clauses, a no, needs, amounts, places, intents."""
