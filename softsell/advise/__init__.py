"""Advice: what the catalogue holds, which question helps, which product fits, which fact answers, what was meant."""
