"""Why a row of a report comes without its tick, in words."""

from collections.abc import Callable, Mapping

from ism_desktop.documents.report_rows import Doubt, Reason
from ism_desktop.language import tr


def in_words(doubt: Doubt) -> str:
    """One sentence that says what to look at."""
    return _WORDS[doubt.reason](doubt.said)


def _unit(said: str) -> str:
    return (
        tr("The unit was read as “{said}”. Please compare it.", said=said) if said else tr("Please compare the unit.")
    )


_WORDS: Mapping[Reason, Callable[[str], str]] = {
    Reason.NO_VALUE: lambda _: tr("The value could not be read. Please type it as the picture shows it."),
    Reason.NO_NAME: lambda _: tr("The name of the test could not be read. Please type it as the picture shows it."),
    Reason.LIKELY_NAME: lambda said: tr("The name was read as “{said}”. Please compare it.", said=said),
    Reason.COLUMN: lambda _: tr("Several columns hold numbers, and it is not certain which of them is the result."),
    Reason.OTHER_NUMBER: lambda _: tr("Another number stands in this line."),
    Reason.FAINT: lambda said: tr("“{said}” could not be read with certainty.", said=said),
    Reason.FAINT_BESIDE: lambda said: tr("“{said}” could not be read with certainty.", said=said),
    Reason.LETTERS: lambda said: tr("“{said}” may hold a wrong letter or digit.", said=said),
    Reason.POINT: lambda said: tr("“{said}” is not written like its range. A decimal point or digit may be missing.", said=said),
    Reason.NO_RANGE: lambda _: tr("No range beside it shows how the number should look."),
    Reason.THOUSANDS: lambda said: tr("“{said}” can be read in two ways: with decimals, or with thousands.", said=said),
    Reason.MIXED_SIGNS: lambda _: tr("The decimal sign is not the one of the rest of the report."),
    Reason.SIGN: lambda _: tr("The plus or minus may belong to the number, or be a flag."),
    Reason.WORDS: lambda said: tr("“{said}” is not a usual result.", said=said),
    Reason.NAME: lambda _: tr("It is not certain where the name of the test begins and ends."),
    Reason.NEW_NAME: lambda said: tr("“{said}” is not in the program’s list. Please compare its letters.", said=said),
    Reason.LINE: lambda _: tr("The line runs close to another one."),
    Reason.UNIT: _unit,
    Reason.NO_UNIT: lambda _: tr("No unit was found."),
    Reason.TWICE: lambda _: tr("This test stands in the report more than once."),
    Reason.OTHER_READER: lambda _: tr("The page is a picture, and another program read its text."),
}  # fmt: skip
