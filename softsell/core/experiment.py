"""Arms: who is held out, by hash, for ever the same person the same way."""

from hashlib import blake2b


def bucket(salt: str, key: str) -> float:
    """Where this shopper falls in [0, 1): uniform over keys, the same for the same salt."""
    digest = blake2b(key.encode(), key=salt.encode()[:64], digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def arm(salt: str, key: str, holdout: float) -> str:
    """ "holdout" for the share `holdout` of all keys, else "treated"."""
    return "holdout" if bucket(salt, key) < holdout else "treated"
