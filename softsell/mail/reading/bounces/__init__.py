"""Letters that came back and letters called spam: what a mail server said, and of whom."""
