"""Word recall of a reading against the true words: order ignored, repeats counted, as in the lab."""

import collections
import re


def words(text: str) -> list[str]:
    """The words of a text, in small letters; a range is one word, with spaces in it or without."""
    text = re.sub(r"(?<=\d) ?[-–] ?(?=\d)", "-", text)
    return re.findall(r"[^\W_](?:[\w.,/%-]*[\w%])?", text.lower())


def recall(truth: str, reading: str) -> float:
    """The share of the true words that were read."""
    true, read = collections.Counter(words(truth)), collections.Counter(words(reading))
    return sum(min(count, read[word]) for word, count in true.items()) / max(1, sum(true.values()))
