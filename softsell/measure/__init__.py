"""What softsell caused, over plain rows: outcomes by arm, lift, repeat sales, guardrails, and small plots. Pure."""
