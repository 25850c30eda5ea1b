"""The parts of understanding as Rasa's graph wants them: thin, in the order of `config.yml`.

Each reads what the one before left on the message. Rasa hands the tracker to any part whose `process` names
it, so what the bot has just asked is known here, inside the conversation's lock and before any policy looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.answers import answer_to, choice_named
from bot.components.facts import Fact, read_facts, without_facts
from bot.components.intent_learning import learn
from bot.components.intent_model import SECOND_LOOK_BELOW, IntentModel, Reading
from bot.components.language import SURE, asked_for, detect
from bot.components.masking import mask
from bot.components.normalise import looks_like_command, tidy
from bot.components.payloads import read_payload
from bot.components.wishes import Wish, wishes_in

if TYPE_CHECKING:
    from collections.abc import Sequence

FALLBACK = "nlu_fallback"
ASKING = "asking"
_RANKING = "intent_ranking"
_FACTS = "facts"
_TIDY = "tidy_text"
_READINGS = "readings"
_WISHES = "wishes"
_KEPT_READINGS = 5


class _Part(GraphComponent):
    """A part of the pipeline."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Part:
        return cls(config, model_storage, resource)


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class FactsReader(_Part):
    """Tidies the text and reads order numbers, e-mails, codes ... out of it."""

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        for message in messages:
            text = tidy(message.get(TEXT) or "")
            facts = read_facts(text, asking=_asking(tracker))
            message.set(_TIDY, text)
            message.set(_FACTS, facts)
            _add_entities(message, facts)
        return messages


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(_Part):
    """Reads the wish; unless sure enough, says so and keeps the likeliest readings for asking back."""

    _model: IntentModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"confidence": 0.6, "margin": 0.15, "second_look_below": SECOND_LOOK_BELOW}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        part = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            part._model = IntentModel.load(folder)
        # Encoders read their weights before the first shopper waits.
        part._model.rank("hello", second_look_below=1.1)
        return part

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts = [tidy(example.get(TEXT)) for example in examples]
        model = learn(
            [mask(text, read_facts(text)) for text in texts],
            [example.get(INTENT) for example in examples],
            progress=_show,
        )
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        self._model = model
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        text, facts = message.get(_TIDY) or "", message.get(_FACTS) or []
        words = mask(text, facts)
        if not words or looks_like_command(text) or self._model is None:
            _take_as(message, Reading(FALLBACK, 0.0), [])
            return
        if wishes := wishes_in(text, self._glance):
            message.set(_WISHES, wishes)
            readings = list(wishes[0].readings)
            _take_as(message, readings[0], readings)
            return
        readings = self._model.rank(words, second_look_below=self._config["second_look_below"])
        _take_as(message, readings[0] if self._is_sure(readings) else _unsure(readings), readings)

    def _glance(self, parts: Sequence[str]) -> list[list[Reading]]:
        return self._model.glance([mask(part, read_facts(part)) for part in parts]) if self._model else []

    def _is_sure(self, readings: list[Reading]) -> bool:
        best, second = readings[:2]
        return best.confidence >= self._config["confidence"] and (
            best.confidence - second.confidence >= self._config["margin"]
        )


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class AnswersFirst(_Part):
    """Takes a label as its choice, words that fit the open question as its answer, bare facts as facts.

    What is none of these may hold several wishes, one after another.
    """

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        for message in messages:
            text, readings = message.get(_TIDY) or "", message.get(_READINGS) or []
            if choice := choice_named(text, _offered(tracker)):
                _take_choice(message, choice)
                continue
            answer = answer_to(_asking(tracker), text, message.get(_FACTS) or [], readings)
            if answer is None or looks_like_command(text):
                _add_wishes(message, text)
                continue
            _take_as(message, Reading(answer.intent, 1.0), readings)
            if answer.product:
                start = text.find(answer.product)
                _add_entities(message, [Fact("product", answer.product, start, start + len(answer.product))])
        return messages


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class LanguageReader(_Part):
    """Says which language to answer in: the one asked for, else the one written, else the one given."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text, facts = message.get(_TIDY) or "", message.get(_FACTS) or []
            given = (message.get("metadata") or {}).get("language")
            written = detect(without_facts(text, [fact for fact in facts if fact.kind != "product"]))
            code = written.code if written.confidence >= SURE else given
            if (message.get(INTENT) or {}).get("name") == "change_language":
                code = asked_for(text) or code
            if code:
                _add_entities(message, [Fact("language", code, 0, len(text))])
        return messages


def _asking(tracker: DialogueStateTracker) -> str:
    slot = tracker.slots.get(ASKING)
    return str(slot.value) if slot is not None and slot.value else ""


def _offered(tracker: DialogueStateTracker) -> list[tuple[str, str]]:
    """Label and payload of the choices under the bot's newest lines."""
    found: list[tuple[str, str]] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            found += [
                (button["title"], button["payload"]) for button in (event.data or {}).get("buttons") or []
            ]
    return found


def _take_choice(message: Message, payload: str) -> None:
    intent, slots = read_payload(payload)
    _take_as(message, Reading(intent, 1.0), [])
    message.set(ENTITIES, [])
    _add_entities(message, [Fact(name, value, 0, 0) for name, value in slots.items()])


def _unsure(readings: list[Reading]) -> Reading:
    return Reading(FALLBACK, round(1.0 - readings[0].confidence, 4))


def _take_as(message: Message, reading: Reading, readings: list[Reading]) -> None:
    kept = [
        {"name": known.intent, "confidence": round(known.confidence, 4)}
        for known in readings[:_KEPT_READINGS]
    ]
    message.set(
        INTENT, {"name": reading.intent, "confidence": round(reading.confidence, 4)}, add_to_output=True
    )
    message.set(_RANKING, kept, add_to_output=True)
    message.set(_READINGS, readings)


def _add_entities(message: Message, facts: list[Fact]) -> None:
    entities = [
        {
            "entity": fact.kind,
            "value": fact.value,
            "start": fact.start,
            "end": fact.end,
            "extractor": "shopbell",
        }
        for fact in facts
    ]
    message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)


def _add_wishes(message: Message, text: str) -> None:
    """Each of several wishes as an entity `wish`, in order, and of the facts those of the first."""
    wishes: list[Wish] = message.get(_WISHES) or []
    if wishes and wishes[0].orders:
        of_others = [fact for fact in message.get(ENTITIES, []) if _belongs_to_later(fact, wishes[0])]
        message.set(ENTITIES, [fact for fact in message.get(ENTITIES, []) if fact not in of_others])
    _add_entities(message, [Fact("wish", wish.as_json(), 0, len(text)) for wish in wishes])


def _belongs_to_later(entity: dict[str, Any], first: Wish) -> bool:
    return entity["entity"] == "order_number" and entity["value"] not in first.orders


def _show(line: str) -> None:
    """Training takes a while; whoever waits sees what it is doing."""
    print(f"  {line}", flush=True)
