"""A task's writes become what a shopper wants, and its story how they change their mind."""

from simulator.replay.agenda import agenda_of
from simulator.replay.goals import goals_of, named_in
from simulator.replay.words import names
from tests.simulator.store import cancelling, exchanging, returning

CHANGE_OF_MIND = ["change_mind_at_confirm"]


def test_a_write_is_told_in_the_shops_words(make_task, store):
    task = make_task(writes=[exchanging("#W1000001", ["lamp-white"], ["lamp-black"], "gift_card_7008143")])
    goal = goals_of(task, store)[0]
    assert goal.order
    assert goal.method
    assert (goal.kind, goal.order.number, goal.method.words) == (
        "exchange",
        "#W1000001",
        "gift card ending in 8143",
    )
    assert [(line.name, variant.options["color"]) for line, variant in goal.swaps] == [("Desk Lamp", "black")]
    assert goal.difference == -5


def test_two_things_of_one_kind_are_two_lines(make_task, store):
    goal = goals_of(make_task(writes=[returning("#W1000003", "mug-big", "mug-big")]), store)[0]
    assert [line.id for line in goal.lines] == ["1", "2"]
    assert goal.is_whole_order


def test_who_wants_only_the_lamp_in_the_end_asks_for_the_mug_too(make_task, store):
    story = "You want to return the mug and the desk lamp. At the confirmation, only return the lamp."
    task = make_task(writes=[returning("#W1000001", "lamp-white")], story=story, tags=CHANGE_OF_MIND)
    goal = goals_of(task, store)[0]
    assert names(goal.lines) == "the Desk Lamp"
    assert goal.first
    assert names(goal.first.lines) == "the Mug and the Desk Lamp"


def test_who_remembers_another_thing_begins_with_fewer(make_task, store):
    story = "You want to return the lamp. When asked to confirm, you also want to return the mug."
    writes = [returning("#W1000001", "lamp-white", "mug-small")]
    goal = goals_of(make_task(writes=writes, story=story, tags=CHANGE_OF_MIND), store)[0]
    assert goal.first
    assert names(goal.first.lines) == "the Desk Lamp"


def test_an_exchange_that_shrinks_names_some_variant_for_what_falls_away(make_task, store):
    story = "Exchange the mug and the lamp; when asked, only the lamp."
    writes = [exchanging("#W1000001", ["lamp-white"], ["lamp-black"])]
    goal = goals_of(make_task(writes=writes, story=story, tags=CHANGE_OF_MIND), store)[0]
    assert goal.first
    assert [variant.id for variant in goal.first.variants] == ["mug-big", "lamp-black"]


def test_in_an_order_not_sent_yet_only_what_really_changes_is_asked_for(make_task, store):
    write = {
        **exchanging("#W1000002", ["lamp-black"], ["lamp-black"]),
        "action": "modify_pending_order_items",
    }
    assert goals_of(make_task(writes=[write]), store)[0].idle


def test_without_writes_the_story_is_begun_and_left(make_task, store, alice):
    agenda = agenda_of(
        make_task(story="You want to cancel the lamp, but regret it when asked."), store, alice
    )
    (goal,) = agenda.goals
    assert goal.order
    assert (goal.kind, goal.order.number, goal.only_asks) == ("cancel", "#W1000002", True)


def test_two_wishes_in_one_message_are_said_together(make_task, store, alice):
    writes = [returning("#W1000001", "lamp-white"), cancelling("#W1000002")]
    assert agenda_of(make_task(writes=writes, tags=["multi_intent_one_message"]), store, alice).together
    assert not agenda_of(make_task(writes=writes), store, alice).together


def test_things_are_recognised_in_a_story_as_people_write_them():
    assert named_in("T-Shirt", "how many tshirt options")
    assert named_in("Vacuum Cleaner", "return the cleaner, headphone and watch")
    assert named_in("Headphones", "return the cleaner, headphone and watch")
    assert named_in("Grill", "all the grills you bought")
    assert not named_in("Desk Lamp", "return the clamp")
