"""From a question to the fact that answers it: typed facts first, then passages, each weighed."""
