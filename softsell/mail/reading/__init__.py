"""What a raw letter says: its words, whose they are, and whether a machine or a server wrote them. Pure."""
