"""Words, signs and figures as data: what the readers and answers look things up in."""
