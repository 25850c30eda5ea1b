"""The questions a flow can ask. Each gives its answer, or stops the flow where it has to be waited for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from actions.choices import Choice, choice
from actions.funnel.addresses import completed, missing, read_address, written
from actions.funnel.declaring import words_key
from actions.funnel.going import ONLY, WHOLE, Going
from actions.funnel.reading import NOTHING_MORE, Closed, Option, Read, read
from actions.topics import Topic
from actions.turn import Turn
from actions.which_order import choose_order, order_of_number
from care.aftersales.wishes import Address
from care.orders.service import OrderState
from care.words import has_words

HOME = ("home", "default", "my profile", "my account", "家", "家里", "默认", "账户地址")
A_STREET = 80  # characters; what is longer is a sentence
MOST = 5  # options at a time
MORE, ALL, DONE = "*more", "*all", "*done"  # choices that are no option: the next ones, every one, no other


@dataclass(frozen=True)
class Question:
    """A question as it will be put: the key of its text, facts and choices, and what kind of answer fits."""

    name: str
    key: str
    choices: Sequence[Choice] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    kind: str = "option"  # option, address, words: see the slot `asking`
    before: Closed | None = None  # why what was asked for cannot be had


class Waiting(Exception):
    """The flow waits for an answer. Without a question, what there is to say has been said."""

    def __init__(self, question: Question | None = None) -> None:
        super().__init__(question.name if question else "")
        self.question = question


class Ask:
    """What a flow holds: the turn, and the answers so far.

    Each question has a name. Its text is `FLOW-ask-NAME`, else `funnel-ask-NAME`; a name may go on after a
    colon, where one question is asked of several things.
    """

    def __init__(self, turn: Turn, going: Going, topic: Topic, picked: tuple[str, str] | None = None) -> None:
        self.turn = turn
        self.going = going
        self.state: OrderState  # of the order, once it is known
        self.facts: dict[str, object] = {}  # that every question of the flow may speak of
        self._topic = topic
        self._picked = picked  # question and value of a choice that was tapped
        self._heard = turn.text if going.asking else ""  # what this line may still answer

    async def order(self) -> OrderState:
        """The order it is about: named, the only one that fits, or chosen."""
        number, going = self.going.answers.get("order"), self.going
        known = await order_of_number(self.turn, self._topic, number) if number else None
        if known is None:
            known = await choose_order(self.turn, self._topic, said=going.said or self.turn.text)
            if known is None:
                going.asking = "order"
                raise Waiting
            self._take("order", known.order.number)
        self.facts["number"] = known.order.number
        self.state = known
        self.turn.about = known
        self.turn.told = self.turn.told or {"matter": str(known.matter)}
        return known

    async def one[T](self, name: str, options: Sequence[Option[T]], /, **facts: object) -> T:
        """One of the options; the only one is taken unasked."""
        said = self._read(name, options)
        possible = [option for option in options if not option.closed]
        closed = next((option.closed for option in options if option.value in said.chosen), None)
        if len(said.chosen) == 1 and not closed:
            self._take(name, said.chosen[0])
        elif len(possible) == 1 and not closed:
            self.going.answers |= {name: possible[0].value, name + ONLY: True}
        found = next((option for option in possible if option.value == self.going.answers.get(name)), None)
        if found is None or closed:
            narrowed = [option for option in possible if option.value in said.unclear]
            self._put(name, self._choices(name, narrowed or possible), facts, before=closed)
        return found.thing

    def named[T](self, name: str, options: Sequence[Option[T]]) -> T | None:
        """The option the words name; None where they name none, and nobody is asked."""
        said = self._read(name, [option for option in options if not option.closed])
        if len(said.chosen) == 1:
            self._take(name, said.chosen[0])
        kept = self.going.answers.get(name)
        return next((option.thing for option in options if option.value == kept), None)

    async def some[T](self, name: str, options: Sequence[Option[T]], /, **facts: object) -> list[T]:
        """One or more of the options. Taps add one by one; words may name several at once."""
        going, values = self.going, [option.value for option in options]
        picked = [value for value in going.answers.get(name) or [] if value in values]
        whole = bool(picked) and going.answers.get(name + WHOLE, False)
        said = self._read(name, options, many=True)
        if said.chosen:
            tapped = self._picked is not None
            picked, whole = list(dict.fromkeys((*picked, *said.chosen))), not said.unclear and not tapped
        elif len(values) == 1:
            picked, whole = values, True
        if picked and (self._is_tapped(name, DONE) or self._says_no_more(name)):
            whole = True
        whole = whole or len(picked) == len(values) > 0
        if picked:
            only = {name + ONLY: True} if len(values) == 1 else {}
            going.answers |= {name: picked, name + WHOLE: whole, **only}
        if not whole:
            self._ask_for_more(name, options, picked, said, facts)
        self._answered(name)
        return [option.thing for option in options if option.value in picked]

    async def address(
        self,
        name: str,
        known: Sequence[Address],
        country: str,
        home: Address | None = None,
        /,
        **facts: object,
    ) -> Address:
        """A postal address: one of those known, or typed. What is missing in it is asked for.

        `country`: of a typed address that names none. `home`: the one of the account, which people call so.
        """
        options = [
            Option(str(place), written(each), each, also=(written(each), *(HOME if each == home else ())))
            for place, each in enumerate(known)
        ]
        kept = self.going.answers.get(name)
        address = Address(**kept) if kept else None
        if read_here := self._address_said(name, options, address, country):
            address = read_here
            self.going.answers[name] = asdict(address)
        if address is None:
            if not options:
                raise Waiting(Question(name, "funnel-ask-address-typed", (), self.facts, "address"))
            self._put(name, self._choices(name, options), facts, kind="address")
        if lacking := missing(address):
            labels = [self.turn.words.label("address-part", part) for part in lacking]
            raise Waiting(Question(name, "funnel-ask-address-rest", (), {"missing": labels}, "address"))
        self._answered(name)
        return address

    async def text(self, name: str, /, **facts: object) -> str:
        """Words of the shopper's own, as they are."""
        if self.going.asking == name and self._heard:
            self._take(name, self._heard.strip())
        if not self.going.answers.get(name):
            self._put(name, [], facts, kind="words")
        return str(self.going.answers[name])

    @property
    def has_answer(self) -> bool:
        """Whether the words of this line have answered the question that was put."""
        return self.going.asking is None and not self._heard

    # For flows with questions of their own kind

    def words_for(self, name: str) -> str:
        """The words that may answer this question; none where they are used up or meant for another one."""
        if self.going.asking:
            return self._heard if self.going.asking == name else ""
        return self.going.said if name not in self.going.answers else ""

    def tapped(self, name: str) -> str | None:
        """The value of the choice that was tapped as an answer to this question."""
        return self._picked[1] if self._picked and self._picked[0] == name else None

    def take(self, name: str, value: Any) -> None:
        """Keeps the answer to a question."""
        self._take(name, value)

    def put(
        self,
        name: str,
        options: Sequence[Option[Any]],
        key: str,
        before: Closed | None = None,
        /,
        **facts: object,
    ) -> NoReturn:
        """Puts a question in words of its own."""
        shown = self._choices(name, options)
        raise Waiting(Question(name, key, shown, {**self.facts, **facts}, before=before))

    # How an answer is read

    def _read(self, name: str, options: Sequence[Option[Any]], *, many: bool = False) -> Read:
        tapped = self.tapped(name)
        if tapped == ALL:
            return Read(tuple(option.value for option in options))
        if tapped and any(option.value == tapped for option in options):
            return Read((tapped,))
        words = self.words_for(name)
        places = self.turn.places if self.going.asking == name else ()
        return read(words, options[self.going.shown :] if places else options, places, many=many)

    def _address_said(
        self, name: str, options: Sequence[Option[Address]], so_far: Address | None, country: str
    ) -> Address | None:
        if (tapped := self.tapped(name)) is not None:
            return next((option.thing for option in options if option.value == tapped), None)
        words = self.words_for(name)
        if not words:
            return None
        if so_far is not None and missing(so_far):
            return completed(so_far, words)
        chosen = read(words, options, self.turn.places if self.going.asking == name else ())
        if len(chosen.chosen) == 1:
            return next(option.thing for option in options if option.value == chosen.chosen[0])
        typed = read_address(words, country)
        # A sentence is searched for an address only as long as nobody has asked for one.
        fits = typed.address1 if self.going.asking == name else not missing(typed)
        return typed if fits and len(typed.address1) <= A_STREET else None

    def _is_tapped(self, name: str, value: str) -> bool:
        return self._picked == (name, value)

    def _says_no_more(self, name: str) -> bool:
        return self.going.asking == name and bool(NOTHING_MORE.search(self._heard))

    def _take(self, name: str, value: Any) -> None:
        self.going.answers[name] = value
        self._answered(name)

    def _answered(self, name: str) -> None:
        """A question that was put has its answer: the words are used up."""
        if self.going.asking == name:
            if name not in self.going.asked:
                self.going.asked.append(name)
            self.going.asking, self.going.shown, self.going.missed = None, 0, 0
            self._heard, self._picked = "", None

    # How a question is put

    def _ask_for_more(
        self,
        name: str,
        options: Sequence[Option[Any]],
        picked: list[str],
        said: Read,
        facts: Mapping[str, object],
    ) -> NoReturn:
        left = [option for option in options if option.value not in picked]
        if picked:
            no_more = self._choice("funnel-choice-that-is-all", name, DONE)
            names = [option.label for option in options if option.value in picked]
            shown = [no_more, *self._choices(name, left)]
            raise Waiting(Question(name, "funnel-ask-anything-else", shown, {"picked": names}))
        narrowed = [option for option in left if option.value in said.unclear]
        every = [self._choice("funnel-choice-all", name, ALL)]
        self._put(name, [*self._choices(name, narrowed or left), *([] if narrowed else every)], facts)

    def _put(
        self,
        name: str,
        choices: Sequence[Choice],
        facts: Mapping[str, object],
        kind: str = "option",
        before: Closed | None = None,
    ) -> NoReturn:
        own = words_key(self.going.name, "ask", name.partition(":")[0])
        key = own if has_words(own) else words_key("funnel", "ask", name.partition(":")[0])
        raise Waiting(Question(name, key, choices, {**self.facts, **facts}, kind, before))

    def _choices(self, name: str, options: Sequence[Option[Any]]) -> list[Choice]:
        """At most five at a time; "something else" shows the next."""
        if self._is_tapped(name, MORE):
            self.going.shown += MOST
        if self.going.shown >= len(options):
            self.going.shown = 0
        first = self.going.shown
        shown = [
            choice(option.label, "pick", at=name, value=option.value)
            for option in options[first : first + MOST]
        ]
        if len(options) > MOST:
            shown.append(self._choice("choice-something-else", name, MORE))
        return shown

    def _choice(self, key: str, name: str, value: str) -> Choice:
        return choice(self.turn.words.say(key), "pick", at=name, value=value)
