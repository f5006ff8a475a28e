"""Coverage-guided fuzzing of what a raw letter says, with atheris where it is installed.

Run it: python tools/fuzz_mail.py corpus_folder -max_len=20000 -max_total_time=600
(the folder may be empty, or hold raw letters such as tests/mail/raw). Without atheris it says so and ends with 0.
"""

import sys
from email import message_from_bytes


def use(raw: bytes) -> None:
    """One letter through everything that reads it; any exception is a find."""
    from softsell.mail.reading.machine import machine
    from softsell.mail.reading.reports import report
    from softsell.mail.reading.text import body, header

    message = message_from_bytes(raw)
    report(message)
    machine(message, "a@b.example", header(message, "Subject"), body(message))


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
