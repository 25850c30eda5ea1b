"""What makes a turn cheap: small changes to Rasa's own functions, each with its reason.

None changes what Rasa does, only how often it does the same work over. They are made when the desk's channel
is loaded; SHOPBELL_SPEED=off leaves Rasa stock, so that both can be measured in one run.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_changes: list[Callable[[], None]] = []
_made = False


def wanted() -> bool:
    """Whether Rasa is to be changed at all."""
    return os.environ.get("SHOPBELL_SPEED", "on").lower() not in {"off", "0", "false", "no"}


def apply() -> None:
    """Make every change, once, unless they are switched off."""
    global _made
    if _made or not wanted():
        return
    _made = True
    for change in _changes:
        change()


def _change(make: Callable[[], None]) -> Callable[[], None]:
    _changes.append(make)
    return make


@_change
def check_replies_with_one_validator() -> None:
    """Rasa checks its own schema anew for each reply of an action: 58% of an action turn. Once is enough."""
    from jsonschema.exceptions import best_match
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        error = best_match(validator.iter_errors(result))
        if error is not None:
            error.message += ". The action server's reply does not have the form Rasa expects."
            raise error
        return True

    RemoteAction._validate_action_result = validate


@_change
def look_up_event_types_once() -> None:
    """Rasa walks through all subclasses of Event for each event it reads; the types do not change."""
    from rasa.shared.core.events import Event

    resolve = Event.resolve_by_type
    Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=256)(resolve))


@_change
def keep_one_http_session() -> None:
    """Rasa opens a new session, and with it a new connection, for each call of an action."""
    from rasa.utils.endpoints import EndpointConfig

    opened = EndpointConfig.session

    def session(self: EndpointConfig) -> Any:
        kept = getattr(self, "_kept_session", None)
        if kept is None or kept.session.closed:
            kept = self._kept_session = _Kept(opened(self))
        return kept

    EndpointConfig.session = session


@_change
def run_the_graph_without_dask() -> None:
    """Dask plans and schedules our eight nodes anew for each message; their order never changes."""
    from rasa.engine.runner.dask import DaskGraphRunner

    def run(
        self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        plans = self.__dict__.setdefault("_plans", {})
        if wanted not in plans:
            plans[wanted] = _in_order(self._graph_schema.minimal_graph_schema(list(wanted)))
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in plans[wanted]:
            done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        return {name: done[name][1] for name in wanted}

    DaskGraphRunner.run = run


def _in_order(schema: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The nodes of a graph with what each needs, every node after those it needs."""
    order: list[tuple[str, tuple[str, ...]]] = []
    placed: set[str] = set()

    def place(name: str) -> None:
        if name in placed or name not in schema.nodes:
            return
        placed.add(name)
        needs = tuple(schema.nodes[name].needs.values())
        for need in needs:
            place(need)
        order.append((name, needs))

    for name in schema.nodes:
        place(name)
    return order


@_change
def read_no_text_for_rules_without_text() -> None:
    """Rasa matches each message against all rules twice, by text and by intent; ours name no text."""
    from rasa.core.policies.rule_policy import RULES, RulePolicy
    from rasa.shared.nlu.constants import TEXT

    find = RulePolicy._find_action_from_rules

    def find_action(self: RulePolicy, tracker: Any, domain: Any, use_text_for_last_user_input: bool) -> Any:
        if use_text_for_last_user_input:
            if not hasattr(self, "_some_rule_names_a_text"):
                states = (state for key in self.lookup[RULES] for state in self._rule_key_to_state(key))
                self._some_rule_names_a_text = any(TEXT in state.get("user", {}) for state in states)
            if not self._some_rule_names_a_text:
                return None, None, False
        return find(self, tracker, domain, use_text_for_last_user_input)

    RulePolicy._find_action_from_rules = find_action


@_change
def turn_rules_round_once() -> None:
    """Rasa reverses every rule for every state it compares; the reversed rules are kept instead."""
    from rasa.core.policies.rule_policy import PREVIOUS_ACTION, RulePolicy

    @functools.lru_cache(maxsize=4096)
    def backwards(rule_key: str) -> tuple[Any, ...]:
        return tuple(reversed(RulePolicy._rule_key_to_state(rule_key)))

    def is_applicable(self: RulePolicy, rule_key: str, turn_index: int, conversation_state: Any) -> bool:
        rule = backwards(rule_key)
        if turn_index >= len(rule):
            return True
        here, there = rule[turn_index].get(PREVIOUS_ACTION), conversation_state.get(PREVIOUS_ACTION)
        if not here or not there:
            return not here and not there
        return self._does_rule_match_state(rule[turn_index], conversation_state)

    RulePolicy._is_rule_applicable = is_applicable


@_change
def compare_only_rules_that_can_match() -> None:
    """Rasa compares each message with each of some hundred rules; most name another intent or action."""
    from rasa.core.policies.rule_policy import PREVIOUS_ACTION, RulePolicy

    possible = RulePolicy._get_possible_keys

    def names(state: Any) -> tuple[Any, Any]:
        return state.get("user", {}).get("intent"), state.get(PREVIOUS_ACTION, {}).get("action_name")

    def possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[Any]) -> set[str]:
        if not states:
            return possible(self, lookup, states)
        indexes = self.__dict__.setdefault("_rules_by_name", {})
        if id(lookup) not in indexes:
            index: dict[tuple[Any, Any], dict[str, str]] = {}
            for key, action in lookup.items():
                index.setdefault(names(self._rule_key_to_state(key)[-1]), {})[key] = action
            indexes[id(lookup)] = index
        intent, action = names(states[-1])
        some: dict[str, str] = {}
        for pair in {(intent, action), (None, action), (intent, None), (None, None)}:
            some.update(indexes[id(lookup)].get(pair, {}))
        return possible(self, some, states)

    RulePolicy._get_possible_keys = possible_keys


@_change
def copy_slots_plainly() -> None:
    """Rasa copies every slot four times a turn through the general machinery of `copy`."""
    from types import SimpleNamespace

    import rasa.shared.core.trackers as trackers

    def copied(slot: Any) -> Any:
        made = object.__new__(type(slot))
        made.__dict__.update(slot.__dict__)
        return made

    trackers.copy = SimpleNamespace(copy=copied)  # the module copies nothing else


@_change
def answer_no_browsers() -> None:
    """Rasa adds the headers that let other sites' pages call it; only the desk does, and it needs none."""
    import rasa.server

    rasa.server.configure_cors = lambda app, cors_origins="": None


@_change
def copy_nothing_for_silent_logs() -> None:
    """Rasa copies events and states deeply for debug lines that nobody prints."""
    import copy
    import logging
    from types import SimpleNamespace

    import rasa.core.policies.rule_policy as rules
    import rasa.core.processor as processor

    if logging.getLogger("rasa").isEnabledFor(logging.DEBUG):
        return
    # In both modules `copy` serves log lines only.
    rules.copy = processor.copy = SimpleNamespace(deepcopy=lambda value: value, copy=copy.copy)


@_change
def compare_the_domain_with_nothing_once() -> None:
    """Rasa writes out the whole domain, and an empty one, to learn for each message whether ours is empty."""
    from rasa.shared.core.domain import Domain

    is_empty = Domain.is_empty

    def remembered(self: Domain) -> bool:
        if not hasattr(self, "_is_empty"):
            self._is_empty = is_empty(self)
        return self._is_empty

    Domain.is_empty = remembered


@_change
def send_actions_no_domain() -> None:
    """Rasa sends the whole domain, some 60 KB, with each call of an action; our actions never look at it."""
    from rasa.core.actions.action import RemoteAction

    call_format = RemoteAction._action_call_format

    def without_domain(self: RemoteAction, tracker: Any, domain: Any) -> dict[str, Any]:
        return call_format(self, tracker, _NoDomain(domain))

    RemoteAction._action_call_format = without_domain


class _NoDomain:
    """A domain that writes itself out as nothing. Newer action servers want the field to be there."""

    def __init__(self, domain: Any) -> None:
        self._domain = domain

    def as_dict(self) -> dict[str, Any]:
        return {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._domain, name)


class _Kept:
    """A session that a `async with` block gives back open."""

    def __init__(self, session: Any) -> None:
        self.session = session

    async def __aenter__(self) -> Any:
        return self.session

    async def __aexit__(self, *error: object) -> None:
        return None
