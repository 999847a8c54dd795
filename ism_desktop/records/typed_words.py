"""Words that a person may type for something that the program knows by a key, recognised in every language that the program has.

Such words stand in one message, with `|` between them and a context that says so, so that a translator can give as many as the
language has. What was typed in one language is still understood after another one was chosen: English and every translation are looked
at, not only the one in use.
"""

from functools import lru_cache

from ism_desktop.language import LazyText, available, in_use, language
from ism_desktop.records.folding import folded


def in_every_language(listed: LazyText) -> frozenset[str]:
    """The words of the message in every language, folded as the search folds text."""
    return _in_every_language(listed, in_use().tag)


@lru_cache(maxsize=256)
def _in_every_language(listed: LazyText, tag: str) -> frozenset[str]:
    messages = [listed.message, *(listed.said_in(language(each)) for each in {*available(), tag})]
    return frozenset(folded(word.strip()) for message in messages for word in message.split("|") if word.strip())
