"""Letters out and in: composing, sending over SMTP, receiving over LMTP, and reading what people answer."""
