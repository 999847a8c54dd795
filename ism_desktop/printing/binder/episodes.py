"""Episodes in the binder: what is recorded of each, and its times one under the other, behind the summary of the journal."""

from dataclasses import replace

from ism_desktop.language import tr, tr_c
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.episode_report.collect import collect_times
from ism_desktop.printing.episode_report.content import ReportTime
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.store import Record


def episodes(reader: Reader) -> tuple[Group, ...]:
    """Every episode, the latest first, and behind them the times that belong to none; no group where there is nothing."""
    records = reader.all(EPISODES)
    known = {record.id for record in records}
    blocks = tuple(_block(reader, record) for record in records)
    alone = tuple(reader.block(time) for time in reader.all(EPISODE_TIMES) if time.values["episode"] not in known)
    groups = (Group(str(EPISODES.plural), blocks), Group(tr("Times that belong to no episode"), alone))
    return tuple(group for group in groups if group.records)


def _block(reader: Reader, record: Record) -> BinderRecord:
    block = reader.block(record, skip=("began",))
    times = "\n".join(_line(time) for time in collect_times(reader.session, record))
    return replace(block, facts=(*block.facts, (str(EPISODE_TIMES.plural), times))) if times else block


def _line(time: ReportTime) -> str:
    """`14:09:12: Injector 1 (7 minutes after it began)`."""
    words = tr_c("a moment and what was recorded then", "{moment}: {what}", moment=time.clock, what=time.words)
    beside = "; ".join(part for part in (time.after, time.note, time.remark) if part)
    return tr("{time} ({more})", time=words, more=beside) if beside else words
