"""The words that argparse brings itself, said in the language in use: its headings, and what it finds wrong with a command.

argparse asks gettext's default catalogue, which no program of Python's has filled, through the names `_` and `ngettext` of its module.
It fills its messages with `%`; ours have gaps with names, as everywhere, and each gap here stands for one of its places.
"""

import argparse
import re
from collections.abc import Mapping

from ism_desktop.language import LazyText, tr_lazy

_PLACE = re.compile(r"%(\(\w+\))?[srd]")

# In the words of Python 3.11 to 3.14, as far as a person can come upon them; what is missing here stays as argparse says it.
_WORDS: Mapping[str, LazyText] = {
    "usage: ": tr_lazy("usage:", "heading in the help of the command line"),
    "positional arguments": tr_lazy("arguments", "heading in the help of the command line"),
    "options": tr_lazy("options", "heading in the help of the command line"),
    "%(heading)s:": tr_lazy("{heading}:", "heading in the help of the command line"),
    "show this help message and exit": tr_lazy("show this help and exit"),
    "%(prog)s: error: %(message)s\n": tr_lazy("{prog}: {message}", "what is wrong with a command"),
    "argument %(argument_name)s: %(message)s": tr_lazy(
        "{argument}: {message}", "what is wrong with a part of a command"
    ),
    "the following arguments are required: %s": tr_lazy("this is missing: {names}", "parts of a command"),
    "one of the arguments %s is required": tr_lazy("one of these is missing: {names}", "parts of a command"),
    "unrecognized arguments: %s": tr_lazy("not understood: {words}", "parts of a command"),
    "unexpected option string: %s": tr_lazy("not understood: {words}", "parts of a command"),
    "not allowed with argument %s": tr_lazy("cannot be used together with {name}", "an option"),
    "ignored explicit argument %r": tr_lazy("takes no value, but {value} was given", "an option"),
    "expected one argument": tr_lazy("needs a value after it", "an option"),
    "expected at most one argument": tr_lazy("takes one value at most", "an option"),
    "expected at least one argument": tr_lazy("needs at least one value after it", "an option"),
    "ambiguous option: %(option)s could match %(matches)s": tr_lazy("{option} could stand for {matches}", "an option"),
    "invalid choice: %(value)r (choose from %(choices)s)": tr_lazy("{value} is not one of: {choices}"),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": tr_lazy(
        "{value} is not one of: {choices}. Did you mean {closest}?"
    ),
    "invalid %(type)s value: %(value)r": tr_lazy("{value} cannot be used here", "a value after an option"),
    "unknown parser %(parser_name)r (choices: %(choices)s)": tr_lazy("{value} is not one of: {choices}"),
}

# Places whose names in argparse differ from those of our gaps.
_GAPS = {"argument_name": "argument", "parser_name": "value"}


def use() -> None:
    """Let argparse speak our language from now on."""
    setattr(argparse, "_", said)  # noqa: B010  (no part of its interface, and the same name since Python 2.7)
    setattr(argparse, "ngettext", _said_of)  # noqa: B010


def _said_of(one: str, several: str, number: int) -> str:
    return said(one if number == 1 else several)


def said(message: str) -> str:
    """One of argparse's messages in the language in use, with its own places to fill."""
    words = _WORDS.get(message)
    if words is None:
        return message
    text = str(words).replace("%", "%%")
    places = list(_PLACE.finditer(message))
    gaps = re.findall(r"{(\w+)}", words.message)
    names = [_GAPS.get(name, name) for place in places if (name := (place[1] or "").strip("()"))]
    for place, gap in zip(_in_order(places, gaps, names), gaps, strict=True):
        if f"{{{gap}}}" not in text:  # a slip of a translator
            return message
        text = text.replace(f"{{{gap}}}", place)
    return text + message[len(message.rstrip()) :]


def _in_order(places: list[re.Match[str]], gaps: list[str], names: list[str]) -> list[str]:
    """argparse's places in the order of our gaps: by name, or the only one there is."""
    if not names:
        return [place[0] for place in places]
    by_name = dict(zip(names, (place[0] for place in places), strict=True))
    return [by_name[gap] for gap in gaps]
