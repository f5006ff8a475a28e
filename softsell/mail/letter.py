"""What a letter holds before it becomes octets: neutral parts, answers that only open pages, and its headers as values.

Rules
1. Nothing here is phrased: every word comes from `voice`, every address and id from the caller.
2. A link opens a page and never acts by itself; all answers look the same, so a no is as easy as a yes.
3. A letter that was not asked for always says how to stop (RFC 8058).
"""

from datetime import datetime

from msgspec import Struct


class Part(Struct, frozen=True):
    """One block of a letter. `kind` decides the layout; empty fields are left out.

    para, question   `text`
    items            `text` leads in; `rows` are (title, price)
    suggestion       `text` is the product's title and `url` its page; `rows` are (label, value), the price among them,
                     a row with an empty label runs over the whole width; `note` is the drawback
    fact             `text`; `note` names the source and `url` opens it
    total            `text` leads in; `rows` are (label, amount), the last one is the sum
    link             `text` is the label of `url`
    quote            `text` is what the shopper wrote, `note` leads in; it stands last
    answers          the letter's answers stand here; without this part they stand at the end
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    url: str = ""
    note: str = ""


class Letter(Struct, frozen=True, kw_only=True):
    """One letter to one person. Ids are in angle brackets; `references` is the chain, oldest first; `date` is aware.

    `automatic`: written by the machine, not by a person at the desk. `answering`: it answers a letter that came in, so
    it is "auto-replied" where it is automatic (RFC 3834 section 5.2) and may go without a way to unsubscribe.
    `unsubscribe_mail` is an address that takes a no by letter; `feedback_id` is `a:b:c:sender`, or empty.
    """

    language: str
    from_name: str
    from_address: str
    to_address: str
    reply_to: str = ""
    subject: str
    blocks: tuple[Part, ...]
    answers: tuple[tuple[str, str], ...] = ()
    footer: tuple[str, ...] = ()
    unsubscribe_url: str = ""
    unsubscribe_label: str = ""
    unsubscribe_mail: str = ""
    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: datetime
    automatic: bool = True
    answering: bool = False
    feedback_id: str = ""
