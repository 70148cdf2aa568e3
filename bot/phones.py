"""Telephone numbers as Telegram and rosters write them become E.164."""

import phonenumbers

_REGION = "ID"


def e164(text: str) -> str | None:
    """The number in E.164, or None if it is none. `62812…` without a plus is Indonesian, not misread."""
    digits = text.strip()
    if digits.startswith("62"):
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shared_number(text: str) -> str:
    """The number of a contact, which Telegram gives with or without its plus."""
    return e164(text if text.startswith(("+", "0")) else f"+{text}") or text
