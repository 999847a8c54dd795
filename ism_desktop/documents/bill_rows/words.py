"""Why something of a bill is proposed, what confirms it, and why a person should look: in words."""

from collections.abc import Callable, Mapping
from typing import Any

from ism_desktop.documents.bill_rows.values import Check, Doubt, Find, Ground, Paper, Place, Reason
from ism_desktop.language import LazyText, tr, tr_lazy

PAPERS: Mapping[Paper, LazyText] = {
    Paper.BILL: tr_lazy("Bill"),
    Paper.RECEIPT: tr_lazy("Receipt"),
    Paper.EXPLANATION: tr_lazy("Explanation of benefits"),
    Paper.UNCLEAR: tr_lazy("Not clear"),
}
_GROUNDS: Mapping[Ground, Callable[[str], str]] = {
    Ground.BESIDE: lambda said: tr("stands beside “{word}”", word=said),
    Ground.BELOW: lambda said: tr("stands below “{word}”", word=said),
    Ground.COLUMN: lambda said: tr("stands in the column “{word}”", word=said) if said else tr("stands in the line"),
    Ground.TOTAL_ROW: lambda said: tr("is the total of the column “{word}”", word=said),
    Ground.ENDS_LINE: lambda _: tr("is the amount at the end of the line"),
    Ground.LETTERHEAD: lambda _: tr("stands in the letterhead"),
    Ground.PHRASE: lambda said: (
        tr("the paper says “{words}”", words=said) if said else tr("nothing on the paper says it")
    ),
    Ground.AMOUNTS: lambda said: tr("the amounts are printed with “{sign}”", sign=said),
    Ground.LINES: lambda _: tr("is the date of a line"),
}
_CHECKS: Mapping[Check, LazyText] = {
    Check.ROW: tr_lazy("The amounts of the line add up."),
    Check.SUM: tr_lazy("The lines add up to the printed total."),
    Check.TABLE: tr_lazy("Another column of the table adds up."),
    Check.PAPER: tr_lazy("The totals fit each other."),
}
_DOUBTS: Mapping[Reason, Callable[[str], str]] = {
    Reason.NO_CHECK: lambda _: tr("No other amount on the paper confirms it."),
    Reason.NOT_ADDING_UP: lambda _: tr("The amounts of this line do not add up."),
    Reason.COLUMN: lambda said: tr("It is not certain which column “{amount}” belongs to.", amount=said),
    Reason.HEADS: lambda _: tr("The table has no headings that we know."),
    Reason.FAINT: lambda said: tr("“{said}” could not be read with certainty.", said=said),
    Reason.LETTERS: lambda said: tr("“{said}” may hold a wrong letter or digit.", said=said),
    Reason.DECIMALS: lambda said: tr("“{said}” does not have as many decimals as the currency.", said=said),
    Reason.THOUSANDS: lambda said: tr("“{said}” can be read in two ways: with decimals, or with thousands.", said=said),
    Reason.MIXED_SIGNS: lambda said: tr("“{said}” has another decimal sign than the rest of the paper.", said=said),
    Reason.NEGATIVE: lambda said: tr("“{said}” is a credit or a payment, not a charge.", said=said),
    Reason.MAY_BE_TOTAL: lambda _: tr("This line may be a total or a payment."),
    Reason.SEVERAL: lambda said: tr("The paper also says “{said}”.", said=said),
    Reason.DAY_ORDER: lambda said: tr("In “{said}”, the day and the month could be the other way round.", said=said),
    Reason.FROM_PICTURE: lambda said: tr("“{said}” was read from a picture. Please compare it.", said=said),
    Reason.GUESSED: lambda _: tr("This is a guess by where it stands."),
    Reason.SIGN: lambda said: tr("Several currencies are written “{sign}”.", sign=said),
    Reason.LINE: lambda _: tr("The line runs close to another one."),
    Reason.OTHER_READER: lambda _: tr("The page is a picture, and another program read its text."),
}


def paper(kind: Paper) -> str:
    """What a kind of paper is called."""
    return str(PAPERS[kind])


def ground(find: Find[Any]) -> str:
    """Why something is proposed: “stands beside “Amount due””."""
    return _GROUNDS[find.ground](find.said)


def checks(find: Find[Any]) -> list[str]:
    """What confirms an amount, a sentence each."""
    return [str(_CHECKS[each]) for each in find.checks]


def doubt(about: Doubt) -> str:
    """One sentence that says what to look at."""
    return _DOUBTS[about.reason](about.said)


def place(where: Place) -> str:
    """Where something stands in a document."""
    return tr("page {page}, line {line}", page=where.page, line=where.line)
