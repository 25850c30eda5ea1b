"""The letters the shop writes, as (subject, text) in the reader's language. Words: care/words/*/mail.ftl."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from care.words import say


def one_time_code(language: str, *, code: str, minutes: int, shop_name: str) -> tuple[str, str]:
    """The letter with the code. The subject has it too, for people who read it on a locked phone."""
    return (
        say("mail-code-subject", language, code=code, shop=shop_name),
        say("mail-code-text", language, code=code, minutes=minutes, shop=shop_name),
    )


def person_wanted(
    language: str,
    *,
    topic: str,
    reason: str,
    reply_by: datetime,
    customer: str | None,
    conversation: str,
    lines: Sequence[tuple[str, str]],
) -> tuple[str, str]:
    """The letter to the staff. `reply_by` is on the shop's clock; `lines` are (sender, text)."""
    when = f"{reply_by:%Y-%m-%d %H:%M %Z}"
    thread = "\n".join(f"{say(f'mail-from-{sender}', language)}: {text}" for sender, text in lines)
    return (
        say("mail-person-subject", language, topic=topic, when=when),
        say(
            "mail-person-text",
            language,
            topic=topic,
            reason=reason,
            when=when,
            customer=customer or say("mail-person-guest", language),
            conversation=conversation,
            lines=thread,
        ),
    )
