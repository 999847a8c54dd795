"""Why a field holds nothing: what a person stated instead of a value."""

from enum import StrEnum

from ism_desktop.language import Language, in_use


class Gap(StrEnum):
    """Why a field holds no value. A field that was never asked holds plain `None`; these two were said by a person.

    "Not known", "none" and "not asked" must never be mixed up (International Patient Summary; docs/clinical-sources.md, Gaps).
    """

    UNKNOWN = "unknown"
    NONE = "none"

    @property
    def words(self) -> str:
        """How the gap is shown and printed, in the language in use."""
        return self.said_in(in_use())

    def said_in(self, language: Language) -> str:
        """How the gap is shown in a language."""
        return language.tr("not known") if self is Gap.UNKNOWN else language.tr_c("stated: there is none", "none")
