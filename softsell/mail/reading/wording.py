"""What one language's table of mail-program words holds."""

from msgspec import Struct


class Wording(Struct, frozen=True):
    """Regular-expression pieces, case aside; a space stands for any white space.

    wrote      the verb of "On <date>, <name> wrote:", and what stands for it
    wrote_joined  the same where it may stand right behind the name
    begins     how such a line begins when it does not begin with a date
    sender, sent, to, copy, subject, answer   the names of header fields as they are quoted
    original   what stands between dashes above a quoted letter
    forwarded  what stands alone, with a colon, above a forwarded one
    above      what a help desk writes where an answer has to end: "above this line"
    alarm, outside  how a mail server's warning begins, and its words for a letter from outside
    months, days  the beginnings of their names
    device     what a telephone or program adds below a letter, from its beginning
    closing    the words above a name: "Kind regards"
    trade      titles, telephone labels and forms of company: what only a signature holds
    notice     words of a legal notice; three of them make one
    """

    wrote: tuple[str, ...] = ()
    wrote_joined: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    original: tuple[str, ...] = ()
    forwarded: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    alarm: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    device: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    trade: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
