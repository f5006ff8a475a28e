"""Advice: what the catalogue holds, which question helps, which product fits, which fact answers, what was meant.

Its doors: `catalogue`, `needs`, `offer`, `answer`, `understand`. What stands behind each is a folder of its own:
`shelves` and `making` behind the catalogue, `choosing` behind the question and the offer, `answering` behind the answer,
`reading` behind understanding, and `tables` with the words of both languages. `text`, `wishes`, `describe`, `critique` and
`knowledge` are shared by them.
"""
