"""softsell: a soft-sell engine for online shops. It asks, listens, suggests what fits, and closes when the buyer is satisfied."""

__version__ = "0.1.0"
