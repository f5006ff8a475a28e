"""The HTTP side: the door for events, the pages of the shopper and of the merchant."""
