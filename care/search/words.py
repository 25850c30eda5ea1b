"""An index of what was said, kept beside the record and made from it: it can be thrown away at any time.

SQLite has it as FTS5, PostgreSQL as `tsvector` under GIN. Both are given the words as we part them, because
neither parts Chinese: a run of Han signs is kept as pairs of neighbours ("退款单" is 退款 and 款单).
So a word of two signs is found, which a trigram index would miss.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

SNIPPET = 160
MOST_WORDS = 400  # of one line
SHORTEST_BEGINNING = 4  # of a word that may go on
CANDIDATES = 2_000  # PostgreSQL looks at so many lines of a common word, not at all there are
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff"
_PART = re.compile(rf"[{HAN}]+|[^\W{HAN}_]+")

_TABLES = {
    "sqlite": (
        "CREATE VIRTUAL TABLE IF NOT EXISTS said USING fts5("
        "words, conversation_id UNINDEXED, seq UNINDEXED, "
        "tokenize='unicode61 remove_diacritics 0', prefix='1 4')",
    ),
    "postgresql": (
        "CREATE TABLE IF NOT EXISTS said (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
        "conversation_id varchar NOT NULL, seq integer NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX IF NOT EXISTS ix_said_words ON said USING gin (words)",
    ),
}
_MARKS = "CREATE TABLE IF NOT EXISTS said_up_to (conversation_id varchar PRIMARY KEY, seq integer NOT NULL)"
_ADD = {
    "sqlite": "INSERT INTO said (words, conversation_id, seq) VALUES (:words, :conversation, :seq)",
    "postgresql": "INSERT INTO said (words, conversation_id, seq) "
    "VALUES (array_to_tsvector(string_to_array(:words, ' ')), :conversation, :seq)",
}
_FIND = {
    "sqlite": "SELECT conversation_id, seq FROM said WHERE said MATCH :wanted "
    "ORDER BY rowid DESC LIMIT :limit",
    "postgresql": "SELECT conversation_id, seq FROM (SELECT id, conversation_id, seq FROM said "
    "WHERE words @@ CAST(:wanted AS tsquery) LIMIT :candidates) AS found ORDER BY id DESC LIMIT :limit",
}
_BEHIND = text(
    "SELECT conversations.id FROM conversations "
    "LEFT JOIN said_up_to ON said_up_to.conversation_id = conversations.id "
    "WHERE conversations.last_seq > COALESCE(said_up_to.seq, 0) AND conversations.id > :after "
    "ORDER BY conversations.id LIMIT :limit"
)
_NEW = text(
    "SELECT messages.conversation_id, messages.seq, messages.text FROM messages "
    "LEFT JOIN said_up_to ON said_up_to.conversation_id = messages.conversation_id "
    "WHERE messages.conversation_id IN :conversations AND messages.seq > COALESCE(said_up_to.seq, 0) "
    "ORDER BY messages.at, messages.seq"
).bindparams(bindparam("conversations", expanding=True))
_MARK = text(
    "INSERT INTO said_up_to (conversation_id, seq) VALUES (:conversation, :seq) "
    "ON CONFLICT (conversation_id) DO UPDATE SET seq = excluded.seq"
)


def parts(words: str) -> list[str]:
    """The words of a text as the index has them, each once."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    found: dict[str, None] = {}
    for part in _PART.findall(plain):
        if re.match(f"[{HAN}]", part) and len(part) > 1:
            found.update(dict.fromkeys(part[at : at + 2] for at in range(len(part) - 1)))
        else:
            found[part] = None
    return list(found)[:MOST_WORDS]


def query(wanted: str, dialect: str) -> str | None:
    """What to ask the index; None where there is no word.

    The last word may be the beginning of one, where not every other word begins so.
    """
    words = parts(wanted)
    if not words:
        return None
    begins = len(words[-1]) >= SHORTEST_BEGINNING or re.fullmatch(f"[{HAN}]", words[-1]) is not None
    if dialect == "sqlite":
        return " ".join(f'"{word}"' for word in words) + (" *" if begins else "")
    return " & ".join(f"'{word}'" for word in words) + (":*" if begins else "")


def around(said: str, wanted: str) -> str:
    """The part of a line where the first of the words stands."""
    first = next(iter(parts(wanted)), "")
    at = max(0, said.casefold().find(first) - SNIPPET // 3)
    cut = said[at : at + SNIPPET].strip()
    return ("…" if at else "") + cut + ("…" if at + SNIPPET < len(said) else "")


async def prepare(session: AsyncSession) -> None:
    """Makes room for the index where there is none."""
    for statement in (*_TABLES[_dialect(session)], _MARKS):
        await session.execute(text(statement))


async def behind(session: AsyncSession, after: str, limit: int) -> Sequence[str]:
    """Conversations after `after`, by id, with lines that are not in the index."""
    return (await session.scalars(_BEHIND, {"after": after, "limit": limit})).all()


async def take_in(session: AsyncSession, conversations: Collection[str]) -> int:
    """Takes in what was said in these since the last time; how many lines that were."""
    rows = (await session.execute(_NEW, {"conversations": list(conversations)})).all()
    if not rows:
        return 0
    lines = [
        {"words": " ".join(parts(said)), "conversation": conversation, "seq": seq}
        for conversation, seq, said in rows
    ]
    if with_words := [line for line in lines if line["words"]]:
        await session.execute(text(_ADD[_dialect(session)]), with_words)
    newest: dict[str, int] = {}
    for conversation, seq, _ in rows:
        newest[conversation] = max(seq, newest.get(conversation, 0))
    marks = [{"conversation": conversation, "seq": seq} for conversation, seq in newest.items()]
    await session.execute(_MARK, marks)
    return len(rows)


async def places(session: AsyncSession, wanted: str, limit: int) -> list[tuple[str, int]]:
    """Where all of these words were said in one line, as (conversation, seq), the newest first."""
    asked = query(wanted, _dialect(session))
    if asked is None:
        return []
    dialect = _dialect(session)
    values = {"wanted": asked, "limit": limit} | ({} if dialect == "sqlite" else {"candidates": CANDIDATES})
    rows = await session.execute(text(_FIND[dialect]), values)
    return [(conversation, seq) for conversation, seq in rows]


def _dialect(session: AsyncSession) -> str:
    return session.get_bind().dialect.name
