"""Funnels: guided choices that end in something done.

A flow is a coroutine that asks its questions in order and returns a wish (see `declaring`). It is run anew
each turn with the answers so far; the first question without one is asked (see `asking`). `steering` does the
rest: words and taps, back, change, side questions, the quote to confirm, doing it, and what comes next.
"""

from actions.funnel.asking import Ask
from actions.funnel.declaring import funnel
from actions.funnel.reading import Option

__all__ = ["Ask", "Option", "funnel"]
