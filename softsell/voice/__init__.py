"""Voice: meanings become words (`phrases`), and words are weighed for pressure (`lint`). A leaf over values and errors."""

LANGUAGES = ("en", "is")
