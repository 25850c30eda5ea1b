"""Everything the counter says, in English and Chinese: texts (Fluent files) and how figures are written."""

from care.words.formats import Wording
from care.words.texts import LANGUAGES, MissingWords, has_words, language_of, say

__all__ = ["LANGUAGES", "MissingWords", "Wording", "has_words", "language_of", "say"]
