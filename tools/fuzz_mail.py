"""Coverage-guided fuzzing of what a raw letter says, with atheris where it is installed.

Run it: python tools/fuzz_mail.py corpus_folder -max_len=20000 -max_total_time=600
(the folder may be empty, or hold raw letters such as tests/mail/raw). Without atheris it says so and ends with 0.
"""

import sys
from datetime import UTC, datetime

from softsell.mail.read import Ignored, understood
from softsell.mail.reading.matching import Ours, signed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OURS: Ours = signed(b"x" * 32, "a@b.example", addressee=lambda data: "c@d.example", trusted_host="mx.b.example")


def use(raw: bytes) -> None:
    """One letter through everything that reads it; whatever could not be read is a find, but for parts without end."""
    found = understood(raw, OURS, NOW)
    if isinstance(found, Ignored) and found.reason == "unreadable" and found.why != "RecursionError":
        raise AssertionError(found.why)


def main() -> int:
    try:
        import atheris  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        print("atheris is not installed here: nothing was fuzzed")
        return 0
    atheris.instrument_all()
    atheris.Setup(sys.argv, use)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
