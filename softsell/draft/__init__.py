"""The optional language model: what it is asked, what of its answers is used, and the way to it and back."""
