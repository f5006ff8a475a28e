"""Amazon SES, by way of SNS: received letters, bounces and complaints (notifications, or events of a configuration set).

Rules
1. The proof is the signature of SNS (`sns`).
2. SES writes a Message-ID of its own into what it sends. Reports name ours (`commonHeaders.messageId`) where original headers
   are included; else the one SES wrote, which is kept where the letter was sent by its API.
3. A letter must be in the notification (the action "SNS"); one that lies in S3 is refused, in clear words.
"""

from typing import Any

from softsell.errors import BadRequest
from softsell.mail.hooks.letter import enveloped
from softsell.mail.hooks.notice import PASSING, About, bounced, complained, status_of
from softsell.mail.hooks.post import Post, from_base64, inside, rows, text, told

_STATUS = {
    "MailboxFull": "4.2.2",
    "MessageTooLarge": "4.3.4",
    "ContentRejected": "4.7.1",
    "AttachmentRejected": "4.7.1",
}


def to_confirm(post: Post) -> str:
    """The address that a new subscription waits to be fetched at; "" for every other message."""
    message = told(post.body)
    return text(message, "SubscribeURL") if text(message, "Type") == "SubscriptionConfirmation" else ""


def letters(post: Post) -> tuple[bytes, ...]:
    """The raw letters in a proven message. Raises BadRequest for a received letter that is not in it."""
    message = told(post.body)
    if text(message, "Type") != "Notification":
        return ()
    try:
        data = told(text(message, "Message"))
    except BadRequest:  # Amazon's greeting in plain words when a topic is set
        return ()
    match text(data, "notificationType") or text(data, "eventType"):
        case "Received":
            return (_received(data),)
        case "Bounce":
            return tuple(_bounce(data, one, message, post) for one in rows(data, "bounce", "bouncedRecipients"))
        case "Complaint":
            kind = text(data, "complaint", "complaintFeedbackType")
            people = rows(data, "complaint", "complainedRecipients")
            return tuple(complained(_about(data, one, "complaint", message, post), kind) for one in people)
    return ()


def sent_id(message_id: str, region: str) -> str:
    """The Message-ID that SES writes into a letter it sends from a region."""
    return f"<{message_id}@{'email' if region == 'us-east-1' else region}.amazonses.com>"


def _received(data: Any) -> bytes:
    content = text(data, "content")
    if not content:
        raise BadRequest("the letter is not in the notification: let the receipt rule publish it to SNS", "content")
    coded = text(data, "receipt", "action", "encoding").upper() == "BASE64" or ":" not in content[:2_000]
    raw = from_base64(content) if coded else content.encode("utf-8", "surrogateescape")
    to = [one for one in inside(data, "receipt", "recipients") or [] if isinstance(one, str)]
    return enveloped(raw, to, text(data, "mail", "source"))


def _about(data: Any, one: Any, kind: str, message: Any, post: Post) -> About:
    to = text(one, "emailAddress")
    event = f"{text(data, kind, 'feedbackId')} {to}"
    ours = text(data, "mail", "commonHeaders", "messageId")
    own = text(data, "mail", "messageId")
    region = [*text(message, "TopicArn").split(":"), "", "", "", ""][3]
    return About("ses", event, ours or (sent_id(own, region) if own else ""), to, post.at)


def _bounce(data: Any, one: Any, message: Any, post: Post) -> bytes:
    about = _about(data, one, "bounce", message, post)
    words = f"{text(one, 'status')} {text(one, 'diagnosticCode')}".strip()
    kind = text(data, "bounce", "bounceSubType")
    if text(data, "bounce", "bounceType") == "Permanent":
        return bounced(about, status_of(words, "5.1.1"), words)
    otherwise = _STATUS.get(kind, PASSING)
    return bounced(about, status_of(words, otherwise) if otherwise == PASSING else otherwise, words)
