"""Whole conversations with a counter that follows a script: the shopper answers what is asked."""

from dataclasses import replace

import aiohttp
import pytest

from simulator.replay.agenda import agenda_of
from simulator.replay.goals import Goal, goals_of
from simulator.replay.mailbox import Mailbox
from simulator.replay.mind import Mind
from simulator.replay.moves import Tap, Type
from simulator.replay.proof import proof_of
from simulator.replay.reading import Said
from simulator.replay.visit import MOST_TURNS, Visit
from simulator.replay.words import number_of
from simulator.shopper import Shopper
from tests.simulator.fake_counter import CODE, FakeCounter, clerk
from tests.simulator.store import cancelling, exchanging, returning

LAMP, MUG = "Desk Lamp, white, USB · $30.00", "Mug, S, yes · $8.00"
WHITE, BLACK = "the Desk Lamp (white, USB)", "the Desk Lamp (white, USB) → black, USB"
CONFIRM = ["Yes, do it", "Change something", "Talk to a person"]
RETURN = r"(?i)return|send (it|something) back"
WHAT = ("What would you like to send back?", [LAMP, MUG, "All of them"])
LAMP_PICKED = (r"^Desk Lamp, white", (f"{LAMP}. Anything else?", ["That's all", MUG]))
TO = ("Where shall the money go?", ["Visa ending in 4402", "gift card ending in 8143 · $40.00 left"])
CHANGE = ("What shall be different?", ["Which order", "Which things", "Where the money goes", "Leave it"])
DONE = ("Done: R-1 is set up. Is there anything else?", ["What do I get back in all?", "Something else"])
LEFT = (r"^Never mind", ("All right, we leave it. What else can I do for you?", ["Where is my order?"]))
PROOF = (
    (r"@", ("Shall I send a code to your e-mail address?", ["Yes, send the code", "No code, please"])),
    (r"^Yes, send", ("A code with 6 digits is on its way.", ["Send a new code"])),
)


def quote(things, number="#W1000001", method="Visa ending in 4402"):
    text = f"You send back {things} from order {number}. $30.00 goes back to your {method}. Shall I do it?"
    return (text, CONFIRM)


def one_after_the_other(*answers):
    """An answer that is another each time."""
    left = iter(answers)
    return lambda: next(left)


@pytest.fixture
async def visit(make_task, store, alice, judge):
    """-> visit(*steps, **task): the conversation once it is over, and what the shopper said."""
    counters = []

    async def hold(*steps, known=True, **fields):
        task = make_task(**fields)
        counter = FakeCounter(clerk(*steps))
        counters.append(counter)
        await counter.start()
        async with Mailbox() as mailbox, aiohttp.ClientSession() as http:
            counter.smtp_port = mailbox.port
            async with await Shopper.arrive(
                http, f"http://127.0.0.1:{counter.port}", patience_s=5
            ) as shopper:
                agenda = agenda_of(task, store, store.customer("alice", judge.expected(task)))
                proof = proof_of(task, ["#W1000001"])
                held = Visit(task, mailbox, alice)
                proof.proved = known
                await held.hold(shopper, agenda, proof)
        return held, counter.heard

    yield hold
    for counter in counters:
        await counter.stop()


async def test_a_guest_gives_number_and_email_and_the_code_from_the_mail_and_returns_the_lamp(visit):
    held, heard = await visit(
        (RETURN, ("What is your order number, and the e-mail address?", [])),
        *PROOF,
        (CODE, [("Thank you Alice, that's you.", []), WHAT]),
        LAMP_PICKED,
        (r"^That's all", TO),
        (r"^Visa", quote(WHITE)),
        (r"^Yes, do it", DONE),
        known=False,
        writes=[returning("#W1000001", "lamp-white")],
    )
    assert held.faults == []
    proof = ["#W1000001, alice@shop.example", "Yes, send the code", CODE]
    assert heard[1:] == [*proof, LAMP, "That's all", "Visa ending in 4402", "Yes, do it"]
    assert held.turns == len(heard)


async def test_nothing_is_agreed_to_that_says_something_else(visit):
    shown = one_after_the_other(quote("the Mug (S, yes)"), quote(WHITE))
    held, heard = await visit(
        (RETURN, WHAT),
        LAMP_PICKED,
        (r"^That's all", shown),
        (r"^Change something", CHANGE),
        (r"^Which things", WHAT),
        (r"^Yes, do it", DONE),
        writes=[returning("#W1000001", "lamp-white")],
    )
    assert held.faults == []
    assert heard[1:] == [
        LAMP,
        "That's all",
        "Change something",
        "Which things",
        LAMP,
        "That's all",
        "Yes, do it",
    ]


async def test_who_changes_their_mind_at_the_card_does_so_before_the_yes(visit):
    shown = one_after_the_other(quote("the Desk Lamp (white, USB) and the Mug (S, yes)"), quote(WHITE))
    held, heard = await visit(
        (RETURN, WHAT),
        (r"^All of them", shown),
        (r"^Change something", CHANGE),
        (r"^Which things", WHAT),
        LAMP_PICKED,
        (r"^That's all", shown),
        (r"^Yes, do it", DONE),
        writes=[returning("#W1000001", "lamp-white")],
        story="You want to return the mug and the lamp. When asked to confirm, only return the lamp.",
        tags=["change_mind_at_confirm"],
    )
    assert held.faults == []
    assert heard.index("All of them") < heard.index("Which things") < heard.index("Yes, do it")


async def test_a_refusal_is_taken_and_nothing_else_agreed_to_instead(visit):
    held, heard = await visit(
        (RETURN, WHAT),
        LAMP_PICKED,
        (r"^That's all", quote(WHITE)),
        (
            r"^No, I want to use my gift card",
            ("That card can't take it. Which way shall it go?", ["Visa ending in 4402"]),
        ),
        (r"^my gift card", ("That card can't take it. Which way shall it go?", ["Visa ending in 4402"])),
        LEFT,
        writes=[returning("#W1000001", "lamp-white", to="gift_card_7008143", ok=False)],
    )
    assert held.faults == []
    assert "Yes, do it" not in heard
    assert heard[-1].startswith("Never mind")


async def test_a_variant_is_chosen_option_by_option_and_then_as_a_whole(visit):
    held, heard = await visit(
        (
            r"(?i)exchange|swap",
            ("Your Desk Lamp (white, USB): which color would you like instead?", ["white", "black"]),
        ),
        (
            r"^black$",
            ("Which one instead of your Desk Lamp?", ["black, battery · +$9.00", "black, USB · −$5.00"]),
        ),
        (r"^black, USB", quote(BLACK)),
        (r"^Yes, do it", DONE),
        writes=[exchanging("#W1000001", ["lamp-white"], ["lamp-black"])],
    )
    assert held.faults == []
    assert heard[1:] == ["black", "black, USB · −$5.00", "Yes, do it"]


async def test_two_wishes_are_brought_up_one_after_the_other_and_what_came_of_it_is_asked(visit):
    held, heard = await visit(
        (r"(?i)how much do i get back in all", ("You get $55.00 back in all.", [])),
        (r"(?i)cancel", ("What is the reason?", ["No longer needed", "Ordered by mistake"])),
        (r"^No longer needed", ("I'll cancel order #W1000002. Shall I do it?", CONFIRM)),
        (RETURN, ("Which order is it about?", ["#W1000003 · Mug", "#W1000001 · Desk Lamp and 1 more"])),
        (r"^#W1000001", WHAT),
        LAMP_PICKED,
        (r"^That's all", quote(WHITE)),
        (r"^Yes, do it", DONE),
        writes=[cancelling("#W1000002"), returning("#W1000001", "lamp-white")],
        must_say=["55.00"],
    )
    assert held.faults == []
    assert heard.count("Yes, do it") == 2
    assert heard[-1] == "How much do I get back in all?"


async def test_a_wrong_zip_is_put_right_when_no_letter_comes(visit, monkeypatch):
    monkeypatch.setattr("simulator.replay.visit.CODE_WITHIN_S", 0.2)
    held, heard = await visit(
        (RETURN, ("What is your order number, and the e-mail address?", ["I don't have the number"])),
        (r"^I don't have", ("Then your e-mail, your first and last name and the zip code will do.", [])),
        (r"12345", ("If that belongs together, a code of ours is on its way.", ["Send a new code"])),
        (r"62701", ("A code with 6 digits is on its way.", ["Send a new code"])),
        (CODE, [("Thank you Alice, that's you.", []), WHAT]),
        LAMP_PICKED,
        (r"^That's all", quote(WHITE)),
        (r"^Yes, do it", DONE),
        known=False,
        writes=[returning("#W1000001", "lamp-white")],
        notes="Asked for your zip code, say 12345 first, then the right one.",
    )
    assert held.faults == []
    assert [words for words in heard if "12345" in words or "62701" in words] == [
        "alice@shop.example, Alice Moss, 12345",
        "Sorry, I got my zip code wrong. alice@shop.example, Alice Moss, 62701",
    ]


async def test_a_person_is_asked_for_at_the_end(visit):
    def asked(counter):
        counter.reply_by = "2026-11-23T11:00:00+00:00"
        return ("I'm bringing in a person.", [])

    held, heard = await visit(
        (r"(?i)person|human", asked),
        handoff=True,
        story="You want to undo cancelling an order, and insist.",
    )
    assert held.faults == []
    assert heard == ["I want to talk to a person"]
    assert held.state["reply_by"]


async def test_who_gets_nowhere_gives_up_and_says_why(visit):
    held, heard = await visit(
        (".", ("I didn't get that.", [])), writes=[returning("#W1000001", "lamp-white")]
    )
    assert held.faults == ["the counter does not ask what is needed to go on"]
    assert len(heard) < MOST_TURNS


async def test_some_answers_are_typed_and_tapped_where_that_is_not_understood(make_task, store, alice):
    goal = goals_of(make_task(writes=[returning("#W1000001", "lamp-white")]), store)[0]
    seed = next(seed for seed in map(str, range(100)) if number_of(seed, "lines") % 4 == 0)
    mind = Mind(goal, alice, seed)
    asked = Said(WHAT[0], WHAT[0], tuple(WHAT[1]))
    assert mind.answer(asked) == Type("the Desk Lamp")
    assert mind.answer(asked) == Tap(LAMP)  # it was not taken in


async def test_of_two_lamps_the_one_the_question_speaks_of_is_answered_for(make_task, store, alice):
    white, black = store.variant("lamp-white"), store.variant("lamp-black")
    order = alice.orders["#W1000001"]
    lines = tuple(replace(order.lines[0], id=one.id, options=one.options) for one in (white, black))
    goal = Goal("exchange", replace(order, lines=lines), lines, (black, white))
    asked = "Which one would you like instead of your Desk Lamp (black, USB)?"
    labels = ("white, USB · +$5.00", "black, USB · the same again")
    assert Mind(goal, alice).answer(Said(asked, asked, labels)) == Tap(labels[0])
