"""The accounts of staff, from the server's terminal: `python -m care.staff` lists what it can do."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys

from pydantic import EmailStr, TypeAdapter, ValidationError

from care.clock import utc_now
from care.errors import CareError
from care.staff import service as staff
from care.staff.rules import ROLES
from care.staff.service import Member
from care.store.commands import command_line, opened_database

LANGUAGES = ("en", "zh")
NEXT = "They sign in at /staff and set up a second factor there."


class NoEmail(CareError):
    """What was given as an e-mail is none."""


class NotTheSame(CareError):
    """A password was typed twice, in two ways."""


async def _add(asked: argparse.Namespace) -> str:
    _check_email(asked.email)
    password, made = _password()
    async with opened_database() as database, database.writing() as session:
        member = await staff.add(
            session,
            email=asked.email,
            name=asked.name,
            password=password,
            role=asked.role,
            languages=asked.languages,
            skills=asked.skills,
            capacity=asked.capacity,
            now=utc_now(),
        )
    return f"{member.name} is {member.role}. {NEXT}{_told(password, made)}"


async def _list(_asked: argparse.Namespace) -> str:
    async with opened_database() as database, database.reading() as session:
        members = await staff.colleagues(session)
    return "\n".join(map(_line, members)) or "Nobody works here yet; `python -m care.staff add` changes that."


async def _disable(asked: argparse.Namespace) -> str:
    async with opened_database() as database, database.writing() as session:
        member = await staff.disable(session, asked.email, now=utc_now())
    return f"{member.name} cannot sign in any more, and is signed out everywhere."


async def _set_password(asked: argparse.Namespace) -> str:
    password, made = _password()
    async with opened_database() as database, database.writing() as session:
        member = await staff.set_password(session, asked.email, password, now=utc_now())
    return f"{member.name} has a new password, and is signed out everywhere.{_told(password, made)}"


async def _reset(asked: argparse.Namespace) -> str:
    password, made = _password()
    async with opened_database() as database, database.writing() as session:
        member = await staff.reset(session, asked.email, password, now=utc_now())
    return f"{member.name} may begin anew. {NEXT}{_told(password, made)}"


def _password() -> tuple[str, bool]:
    """The password that is typed, or piped in; made here, and to be shown, when it is empty."""
    if not sys.stdin.isatty():
        typed = sys.stdin.readline().rstrip("\n")
    else:
        typed = getpass.getpass("Password (empty: one is made): ")
        if typed and getpass.getpass("The same once more: ") != typed:
            raise NotTheSame("The two are not the same.")
    return (typed, False) if typed else (secrets.token_urlsafe(15), True)


def _told(password: str, made: bool) -> str:
    return f"\nPassword: {password}" if made else ""


def _check_email(email: str) -> None:
    try:
        TypeAdapter(EmailStr).validate_python(email)
    except ValidationError:
        raise NoEmail(f"{email} is no e-mail address.") from None


def _line(member: Member) -> str:
    can = ", ".join(member.skills) or "general"
    languages = " ".join(member.languages)
    return (
        f"{member.email}  {member.name}  {member.role}  {languages}  {can}  {member.capacity} chats at once"
    )


def _languages(text: str) -> list[str]:
    found = _words(text)
    if not found or set(found) - set(LANGUAGES):
        raise argparse.ArgumentTypeError(f"should be some of {', '.join(LANGUAGES)}")
    return found


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m care.staff", description="The accounts of staff.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    adding = commands.add_parser("add", help="open an account; the password is asked for, or piped in")
    adding.add_argument("email")
    adding.add_argument("name", help="as shoppers see it")
    adding.add_argument("--role", choices=ROLES, default="agent")
    adding.add_argument("--languages", type=_languages, default=["en"], help="en,zh")
    adding.add_argument("--skills", type=_words, default=[], help="complaints,payments ...")
    adding.add_argument("--capacity", type=int, default=4, help="chats at once")
    adding.set_defaults(work=_add)
    commands.add_parser("list", help="who works here").set_defaults(work=_list)
    for name, work, told in (
        ("disable", _disable, "end an account; what they did stays theirs"),
        ("password", _set_password, "set a password"),
        ("reset", _reset, "a new password, no second factor, open again"),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument("email")
        command.set_defaults(work=work)
    return parser


def main() -> int:
    asked = _parser().parse_args()
    return command_line(asked.work(asked))


if __name__ == "__main__":
    raise SystemExit(main())
