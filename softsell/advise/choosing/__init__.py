"""The arithmetic of asking and showing: belief, outcome, order, and a spread of what is shown."""
