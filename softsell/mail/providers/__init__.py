"""How each mail provider's API is spoken to: a letter becomes a request, an answer becomes an end. Pure, one file each."""
