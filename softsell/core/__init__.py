"""The pure core: everything softsell knows of one shopper is one value, and `step` moves it."""
