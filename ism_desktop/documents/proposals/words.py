"""The reasons for a proposal, in words."""

from collections.abc import Mapping

from ism_desktop.documents.proposals import dates, senders
from ism_desktop.documents.proposals.dates import DateCandidate
from ism_desktop.documents.proposals.senders import SenderCandidate
from ism_desktop.language import LazyText, tr, tr_lazy

_DATES: Mapping[str, LazyText] = {
    dates.AT_TOP: tr_lazy("stands at the top of the first page"),
    dates.IN_TEXT: tr_lazy("stands in the text"),
    dates.MONTH_ONLY: tr_lazy("a month in the text"),
    dates.BIRTH: tr_lazy("a date of birth"),
    dates.FOOT: tr_lazy("stands at the foot of a page"),
    dates.PRINTED: tr_lazy("a day of printing, or until when something is valid"),
    dates.FUTURE: tr_lazy("lies in the future"),
}
_SENDERS: Mapping[str, LazyText] = {
    senders.LETTERHEAD: tr_lazy("stands in the letterhead"),
    senders.SIGNED: tr_lazy("stands at the end, as a signature does"),
    senders.NAMED: tr_lazy("is named in the text"),
    senders.ADDRESSED: tr_lazy("is whom it is addressed to"),
}


def date_reason(candidate: DateCandidate) -> str:
    """Why a date is proposed, or why not: “stands beside “Date””."""
    if candidate.reason == dates.BESIDE:
        return tr("stands beside “{word}”", word=candidate.beside)
    return str(_DATES[candidate.reason])


def sender_reason(candidate: SenderCandidate) -> str:
    """Why a name is proposed."""
    return str(_SENDERS[candidate.reason])


def place(page: int, line: int) -> str:
    """Where something stands in a document."""
    return tr("page {page}, line {line}", page=page, line=line)
