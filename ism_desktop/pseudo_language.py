"""The catalogue of the pseudo-language, which shows what is not translatable and what is cut off."""

import gettext


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
    said: list[str] = []
    inside = 0  # between braces stands a name of ours, between < and > a tag
    for sign in message:
        inside += sign in "{<"
        said.append(sign if inside else sign.translate(letters))
        inside -= sign in "}>" and inside > 0
    return f"⟦{''.join(said)}{'·' * max(1, len(message) // 3)}⟧"
