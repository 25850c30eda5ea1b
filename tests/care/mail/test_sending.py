"""A letter that is written is sent: soon, once if it can be helped, and not for ever."""

from __future__ import annotations

import asyncio
import socket
import sys
from datetime import timedelta

import pytest

from care.db.engine import open_database
from care.mail import queries, rules, sender
from care.mail import service as mail
from tests.care.mail.conftest import outbox, settings_for, write

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def send(database, settings, clock) -> bool:
    return await sender.send_due(database, settings, now=clock)


async def state_of(database) -> list[str]:
    return [letter.state for letter in await outbox(database)]


async def test_a_letter_arrives_as_it_was_written_and_is_forgotten_here(database, clock, postbox, settings):
    await write(database, clock)
    assert await send(database, settings, clock)
    ((recipients, letter),) = postbox.taken
    assert recipients == ["alice@example.com"]
    assert (letter["From"], letter["To"]) == ("service@shop.example", "alice@example.com")
    assert letter["Subject"] == "您的验证码"
    assert letter.get_content().replace("\r\n", "\n") == "您好 Alice,\n\n123456\n.\nbye\n"
    assert letter["Auto-Submitted"] == "auto-generated"
    (kept,) = await outbox(database)
    assert (kept.state, kept.subject, kept.text, kept.error) == ("sent", "", "", None)
    assert not await send(database, settings, clock)


async def test_a_letter_whose_transaction_fails_was_never_written(database, clock, postbox, settings):
    async def write_and_fail() -> None:
        async with database.writing() as session:
            await mail.write(session, "alice@example.com", "Hello", "Hello", clock.now)
            raise RuntimeError("the code could not be stored")

    with pytest.raises(RuntimeError):
        await write_and_fail()
    assert not await send(database, settings, clock)
    assert postbox.taken == []


async def test_a_refused_recipient_is_not_tried_again_and_holds_up_nobody(database, clock, postbox, settings):
    await write(database, clock, "nobody@example.com")
    postbox.says_to_recipient = "550 5.1.1 no such user"
    await send(database, settings, clock)
    postbox.says_to_recipient = "250 OK"
    await write(database, clock)
    clock.advance(hours=3)
    while await send(database, settings, clock):
        pass
    refused, sent = await outbox(database)
    assert (refused.state, refused.tries, sent.state) == ("failed", 1, "sent")
    assert "no such user" in (refused.error or "")
    assert postbox.tries == 2


async def test_a_refused_letter_is_not_tried_again(database, clock, postbox, settings):
    await write(database, clock)
    postbox.says_to_letter = "554 5.7.1 looks like spam"
    await send(database, settings, clock)
    assert await state_of(database) == ["failed"]


async def test_a_server_that_is_busy_is_tried_again_ever_more_rarely_and_then_given_up(
    database, clock, postbox, settings
):
    await write(database, clock)
    postbox.says_to_recipient = "451 4.3.0 try again later"
    begin, tried_after = clock.now, []
    for _ in range(60 * 4):
        if await send(database, settings, clock):
            tried_after.append(clock.now - begin)
        clock.advance(minutes=1)
    assert tried_after == [timedelta(minutes=minutes) for minutes in (0, 1, 6, 36, 156)]
    (letter,) = await outbox(database)
    assert (letter.state, letter.tries, postbox.tries) == ("failed", 5, 5)
    assert letter.text != ""


async def test_what_was_busy_once_arrives_later(database, clock, postbox, settings):
    await write(database, clock)
    postbox.says_to_letter = "452 4.3.1 full"
    await send(database, settings, clock)
    postbox.says_to_letter = "250 OK"
    assert not await send(database, settings, clock)
    clock.advance(minutes=1)
    await send(database, settings, clock)
    assert await state_of(database) == ["sent"]
    assert len(postbox.taken) == 1


async def test_a_line_that_breaks_in_the_middle_is_a_delay_and_the_letter_keeps_its_id(
    database, clock, postbox, settings
):
    letter = await write(database, clock)
    postbox.hangs_up = True
    await send(database, settings, clock)
    assert await state_of(database) == ["queued"]
    postbox.hangs_up = False
    clock.advance(minutes=1)
    await send(database, settings, clock)
    assert await state_of(database) == ["sent"]
    assert {taken["Message-ID"] for _, taken in postbox.taken} == {
        sender.compose(letter, "service@shop.example")["Message-ID"]
    }


async def test_a_server_that_never_answers_is_left_after_a_while(
    database, clock, postbox, settings, monkeypatch
):
    monkeypatch.setattr(rules, "SEND_WITHIN", timedelta(milliseconds=300))
    await write(database, clock)
    postbox.hangs = True
    await send(database, settings, clock)
    (letter,) = await outbox(database)
    assert (letter.state, letter.due_at) == ("queued", clock.now + timedelta(minutes=1))


async def test_no_server_at_all_is_a_delay(database, clock):
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        await write(database, clock)
        await send(database, settings_for(nobody_listens.getsockname()[1]), clock)
    assert await state_of(database) == ["queued"]


@ONE_DATABASE
async def test_the_sign_in_at_the_server_is_used_and_its_refusal_is_ours_to_put_right(
    database, clock, postbox
):
    await write(database, clock)
    await send(database, settings_for(postbox.port, smtp_user="shop", smtp_password="wrong"), clock)
    (letter,) = await outbox(database)
    assert letter.state == "queued"
    assert "wrong" not in (letter.error or "")
    clock.advance(minutes=1)
    await send(database, settings_for(postbox.port, smtp_user="shop", smtp_password="right"), clock)
    assert await state_of(database) == ["sent"]


@ONE_DATABASE
async def test_a_letter_is_not_sent_in_the_open_where_encryption_is_wanted(database, clock, postbox):
    for security in ("starttls", "tls"):
        await write(database, clock)
        await send(database, settings_for(postbox.port, smtp_security=security), clock)
    assert await state_of(database) == ["queued", "queued"]
    assert postbox.taken == []


async def test_a_letter_a_dead_sender_held_is_sent_two_minutes_later(database, clock, postbox, settings):
    await write(database, clock)
    postbox.hangs = True
    dying = asyncio.create_task(send(database, settings, clock))
    await postbox.reached.wait()
    dying.cancel()
    await asyncio.wait([dying])
    assert await state_of(database) == ["sending"]
    postbox.hangs = False
    assert not await send(database, settings, clock)
    clock.advance(seconds=119)
    assert not await send(database, settings, clock)
    clock.advance(seconds=1)
    assert await send(database, settings, clock)
    assert await state_of(database) == ["sent"]


async def test_a_sender_that_was_only_slow_does_not_overrule_the_one_that_took_over(
    database, clock, postbox, settings
):
    await write(database, clock)
    postbox.hangs = True
    slow = asyncio.create_task(send(database, settings, clock))
    await postbox.reached.wait()
    clock.advance(minutes=2)
    postbox.hangs, postbox.says_to_recipient = False, "550 no such user"
    await send(database, settings, clock)
    assert await state_of(database) == ["failed"]
    slow.cancel()
    await asyncio.wait([slow])
    assert await state_of(database) == ["failed"]


async def test_two_senders_share_the_letters(database, database_url, clock, postbox, settings):
    for n in range(12):
        await write(database, clock, f"{n}@example.com")
    other = open_database(database_url)
    while any(await asyncio.gather(*(send(each, settings, clock) for each in (database, other)))):
        pass
    await other.close()
    recipients = [recipients[0] for recipients, _ in postbox.taken]
    assert sorted(recipients) == sorted(f"{n}@example.com" for n in range(12))


async def test_a_letter_of_no_more_use_is_not_sent(database, clock, postbox, settings):
    await write(database, clock, best_before=clock.now + timedelta(minutes=10))
    clock.advance(minutes=10)
    await send(database, settings, clock)
    (letter,) = await outbox(database)
    assert (letter.state, letter.subject, letter.text, postbox.taken) == ("failed", "", "", [])


async def test_without_a_server_letters_are_shown_the_newest_first(database, clock):
    for subject in ("first", "second"):
        await write(database, clock, subject=subject)
    settings = settings_for(25, smtp_host="")
    assert await send(database, settings, clock)
    assert not await send(database, settings, clock)
    async with database.reading() as session:
        letters = await mail.shown(session)
    assert [(letter.subject, letter.state) for letter in letters] == [("second", "shown"), ("first", "shown")]
    assert "123456" in letters[0].text


@ONE_DATABASE
@pytest.mark.parametrize(
    "to",
    [
        "alice@example.com\nBcc: charlie@example.com", "alice@example.com\r\n\r\nhello",
        "a@b.example, c@d.example", "a@b.example>\r\nRCPT TO:<c@d.example", "", "alice", "@",
        "alice@example.com\x01", "Alice <a@b.example>, c@d",
    ],
)  # fmt: skip
async def test_no_address_smuggles_a_header_or_a_second_recipient_in(
    database, clock, postbox, settings, to: str
):
    await write(database, clock, to)
    await write(database, clock)
    while await send(database, settings, clock):
        pass
    assert [recipients for recipients, _ in postbox.taken] == [["alice@example.com"]]
    assert await state_of(database) == ["failed", "sent"]


@ONE_DATABASE
async def test_no_subject_smuggles_a_header_in(database, clock, postbox, settings):
    await write(database, clock, subject="Hello\r\nBcc: charlie@example.com\n\nX: y\x85\u2028z" + "x" * 2_000)
    await send(database, settings, clock)
    ((recipients, letter),) = postbox.taken
    assert recipients == ["alice@example.com"]
    assert letter["Subject"].startswith("Hello Bcc: charlie@example.com X: y z")
    assert set(letter.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip


@ONE_DATABASE
async def test_the_loop_goes_on_sending_and_survives_a_database_that_is_away(
    database, clock, postbox, settings, monkeypatch
):
    monkeypatch.setattr(sender, "LOOK_EVERY_S", 0.01)
    looks = queries.is_any_due
    away = iter([OSError("the disk is away")])

    async def look(*arguments):
        for error in away:
            raise error
        return await looks(*arguments)

    monkeypatch.setattr(queries, "is_any_due", look)
    loop = asyncio.create_task(sender.run(database, settings, now=clock))
    for _ in range(2):
        postbox.reached.clear()
        await write(database, clock)
        await asyncio.wait_for(postbox.reached.wait(), 5)
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop


@ONE_DATABASE
async def test_a_sender_killed_in_the_middle_of_a_letter_loses_nothing(
    database, database_url, clock, postbox, settings
):
    await write(database, clock)
    postbox.hangs = True
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SENDER, database_url, str(postbox.port), clock.now.isoformat()
    )
    await asyncio.wait_for(postbox.reached.wait(), 30)
    process.kill()
    await process.wait()
    assert await state_of(database) == ["sending"]
    postbox.hangs = False
    clock.advance(minutes=2)
    await send(database, settings, clock)
    assert await state_of(database) == ["sent"]
    assert len(postbox.taken) == 1


SENDER = """
import asyncio, sys
from datetime import datetime
from care.db.engine import open_database
from care.mail import sender
from tests.care.mail.conftest import settings_for
url, port, now = sys.argv[1:]
asyncio.run(sender.run(open_database(url), settings_for(int(port)), now=lambda: datetime.fromisoformat(now)))
"""
