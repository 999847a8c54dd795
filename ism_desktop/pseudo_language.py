"""The catalogue of the pseudo-language, which shows what is not translatable and what is cut off."""

import gettext

_WORD = 8  # letters of a padding word


class PseudoCatalogue(gettext.NullTranslations):
    """The pseudo-language: every message accented, a third longer, in brackets; what stands in braces stays."""

    _LETTERS = str.maketrans("aeiouycnszAEIOUYCNSZ", "àéîõüýçñšžÀÉÎÕÜÝÇÑŠŽ")

    def gettext(self, message: str) -> str:
        """The message, dressed up."""
        return _bracketed(message, self._LETTERS) if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message, dressed up."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The message, dressed up."""
        del context
        return self.gettext(message)


def _bracketed(message: str, letters: dict[int, int]) -> str:
    # Paragraphs are shown apart, so each has brackets of its own.
    return "\n\n".join(_dressed(part, letters) for part in message.split("\n\n"))


def _dressed(message: str, letters: dict[int, int]) -> str:
    said: list[str] = []
    inside = 0  # between braces stands a name of ours, between < and > a tag
    for sign in message:
        inside += sign in "{<"
        said.append(sign if inside else sign.translate(letters))
        inside -= sign in "}>" and inside > 0
    more = max(1, len(message) // 3)
    # Longer by words, as other languages are: a single word of that length would be cut off where no word is.
    padding = " ".join("·" * min(_WORD, more - start) for start in range(0, more, _WORD))
    return f"⟦{''.join(said)}{padding}⟧"
