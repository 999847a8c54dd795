"""The main face of a card: diagnosis, all five steps, adrenaline and its place, number to call, first contact; whatever their length.

The steps are placed first. Then details give way, then the longer diagnosis; and where even that does not do, lines are cut and say so,
with the whole of what they say at the top of the next panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ism_desktop.printing import typeface
from ism_desktop.printing.emergency_card.content import CardContent, Entry, Section
from ism_desktop.printing.emergency_card.setting import (
    CLOSE,
    EASY,
    FLOOR,
    HANGING,
    NAME_SIZE,
    NO_BREAK,
    SMALL_SIZES,
    TIGHT,
    WIDTH,
    Leading,
    Part,
    Rule,
    Setting,
    name_words,
    total,
)
from ism_desktop.printing.wrapping import Run, SetLine, with_bold, wrap

_NEXT_PANEL = 2
# At least so many lines for what must be found at once, however long the rest is.
_NAME_LINES = 1
# So many lines of the first device and of the contact come before more than one line of the diagnosis.
_DEVICE_LINES, _CONTACT_LINES = 3, 2


@dataclass(frozen=True, slots=True)
class Face:
    """The main face's items, the sections that it points to (they open the next panel), and details that may stand anywhere behind."""

    items: Part
    overleaf: tuple[Section, ...] = ()
    details: tuple[Section, ...] = ()


def compose(content: CardContent, room: float) -> Face:
    """Set the main face into `room` points of height."""
    for brief, short in ((False, False), (True, False), (True, True)):
        if short and not content.short_diagnosis:
            continue
        for leading in (EASY, CLOSE):
            for size in SMALL_SIZES:
                attempt = _Attempt(content, size, leading, brief=brief, short=short)
                if total(attempt.items) <= room:
                    return Face(attempt.items, attempt.overleaf, attempt.details)
    return _Attempt(content, FLOOR, TIGHT, brief=True, short=bool(content.short_diagnosis)).cut_to(room)


class _Attempt:
    """One way of setting the main face. `brief` leaves out dates and second numbers, `short` the longer diagnosis."""

    def __init__(self, content: CardContent, size: float, leading: Leading, *, brief: bool, short: bool) -> None:
        self._setting = Setting(content, size, leading=leading)
        self._text = content.text
        self._more = f" {self._text.text('see_panel', number=_NEXT_PANEL)}"
        self._content = content
        self._leading = leading
        self._short = short
        self._brief = brief
        self.name = self._name()
        self.diagnosis = self._setting.bold(self._diagnosis())
        self.risk = self._setting.bold(content.risk) if content.risk else []
        note = self._text.text("letters_short_note", sign=typeface.REPLACEMENT)
        self.note = self._setting.small([Run(note)]) if content.unprintable else []
        self.steps = self._steps()
        shown = self._shown()
        self.entries = [self._section(section) for section in shown]

    @property
    def items(self) -> Part:
        """Everything, from the top."""
        return self._arranged(self.name, self.diagnosis, [entry for entries in self.entries for entry in entries])

    @property
    def overleaf(self) -> tuple[Section, ...]:
        """The diagnosis, where a shorter one took its place."""
        return (self._whole_diagnosis(),) if self._short else ()

    @property
    def details(self) -> tuple[Section, ...]:
        """Dates and second numbers that gave way."""
        if not self._brief:
            return ()
        return tuple(self._details(section) for section in self._content.main if section.details)

    def cut_to(self, room: float) -> Face:
        """Cut what is too long: steps and the words on risk stay whole, then come adrenaline, contact, diagnosis and name."""
        content = self._content
        small = self._setting.size * self._leading.small
        fixed = total(self._arranged([], [], []))
        every = [entry for entries in self.entries for entry in entries]
        identity = _NAME_LINES * self._leading.name + self._leading.step
        if self.steps and fixed + identity + len(self.entries) * small > room:
            # The very longest steps: their heading gives way before anything that is acted on.
            fixed -= self.steps.pop(0).height
        lines = max(int((room - fixed - identity) / small), len(self.entries))
        shown = [self._cut(entry, count) for entry, count in zip(every, _shared(every, lines), strict=True) if count]
        left = room - fixed - total([line for entry in shown for line in entry])
        # A second line of a long name, which has the surname, comes before a third of the diagnosis.
        for_name = self._leading.name * min(len(self.name), 2)
        if left - for_name < 2 * self._leading.step:
            for_name = self._leading.name
        diagnosis = self._cut(self.diagnosis, max(int((left - for_name) / self._leading.step), 1))
        name = self._cut_name(max(int((left - total(diagnosis)) / self._leading.name), 1))
        overleaf: list[Section] = []
        if len(name) < len(self.name):
            whole = self._text.text("name_and_birth", name=content.name, date=content.birth_date)
            overleaf.append(Section("name", self._text.text("section_name"), (Entry("", whole),)))
        if self._short or len(diagnosis) < len(self.diagnosis):
            overleaf.append(self._whole_diagnosis())
        is_cut = [line for entry in shown for line in entry] != [line for entry in every for line in entry]
        if is_cut:
            overleaf += [self._headed(section, "heading_in_full") for section in content.main]
        details = () if is_cut else self.details
        return Face(self._arranged(name, diagnosis, shown), tuple(overleaf), details)

    def _arranged(
        self, name: Sequence[SetLine], diagnosis: Sequence[SetLine], entries: Sequence[Sequence[SetLine]]
    ) -> Part:
        rule = Rule(self._leading.rule, 0.4)
        facts = [line for entry in entries for line in entry]
        steps = (rule, *self.steps) if self.steps else ()
        return (*name, *diagnosis, *self.risk, *steps, rule, *facts, *self.note)

    def _name(self) -> list[SetLine]:
        content = self._content
        born = self._text.text("born", date=content.birth_date).replace(" ", NO_BREAK)
        runs = [
            Run(f"{name_words(content)}{NO_BREAK}{NO_BREAK} ", bold=True),
            *with_bold(Run(born), self._setting.missing),
        ]
        return wrap(runs, WIDTH, size=NAME_SIZE, height=self._leading.name, hanging=HANGING)

    def _cut_name(self, lines: int) -> list[SetLine]:
        """The name in so many lines. Where it must be cut, the birth date behind it is not."""
        if len(self.name) <= lines:
            return self.name
        words = self._text.text("born", date=self._content.birth_date)
        born = Run(f"{self._more}{NO_BREAK}{NO_BREAK} {words}".replace(" ", NO_BREAK))
        room = WIDTH - typeface.width(born.text, born.font, NAME_SIZE)
        name = Run(name_words(self._content), bold=True)
        whole = wrap([name], WIDTH, size=NAME_SIZE, height=self._leading.name, hanging=HANGING)[:lines]
        last = whole[-1]
        text = last.text
        while text and last.indent + typeface.width(text, name.font, NAME_SIZE) > room:
            text = text[:-1]
        return [*whole[:-1], replace(last, runs=(Run(text, bold=True), Run(born.text.replace(NO_BREAK, " "))))]

    def _diagnosis(self) -> str:
        content = self._content
        if content.statements.diagnosis.is_missing:
            return self._text.text("diagnosis_missing", missing=content.diagnosis)
        return content.short_diagnosis if self._short else content.diagnosis

    def _whole_diagnosis(self) -> Section:
        return Section("diagnosis", self._text.text("section_diagnosis"), (Entry("", self._content.diagnosis),))

    def _steps(self) -> list[SetLine]:
        if not self._content.steps:
            return []
        heading = self._setting.small([Run(self._setting.text.text("steps_heading"), bold=True)])
        numbered = [self._setting.step(number, step) for number, step in enumerate(self._content.steps, 1)]
        return [*heading, *(line for step in numbered for line in step if isinstance(line, SetLine))]

    def _shown(self) -> list[Section]:
        return [
            replace(section, entries=section.brief) if self._brief and section.brief else section
            for section in self._content.main
        ]

    def _section(self, section: Section) -> list[list[SetLine]]:
        """The lines of each entry; the heading stands in front of the first."""
        return [[line for line in part if isinstance(line, SetLine)] for part in self._setting.section(section).parts]

    def _headed(self, section: Section, line: str) -> Section:
        return replace(section, heading=self._text.text(line, heading=section.heading))

    def _details(self, section: Section) -> Section:
        headed = self._headed(section, "heading_details")
        return replace(headed, entries=section.details, inline=len(section.details) == 1)

    def _cut(self, lines: Sequence[SetLine], count: int) -> list[SetLine]:
        """The first lines; where that leaves some out, the last one ends with where the rest stands."""
        if len(lines) <= count:
            return [*lines]
        kept = [*lines[: max(count, 1)]]
        kept[-1] = self._ending_with_more(kept[-1])
        return kept

    def _ending_with_more(self, line: SetLine) -> SetLine:
        more = Run(self._more, bold=True)
        room = WIDTH - line.indent - typeface.width(more.text, more.font, line.size)
        runs: list[Run] = []
        for run in line.runs:
            text = run.text
            while text and _width(runs, line) + typeface.width(text, run.font, line.size) > room:
                text = text[:-1]
            runs.append(Run(text, run.bold))
            if text != run.text:
                break
        runs[-1] = Run(runs[-1].text.rstrip(" ,;:"), runs[-1].bold)
        return replace(line, runs=(*runs, more))


def _shared(entries: Sequence[Sequence[SetLine]], lines: int) -> list[int]:
    """How many lines each entry gets: one each, the first and the last before the others; then the first and the last get more."""
    last = len(entries) - 1
    kept = [0] * len(entries)
    wishes = [(0, 1), (last, 1), (0, _DEVICE_LINES), (last, _CONTACT_LINES), *((place, 1) for place in range(1, last))]
    for place, wanted in wishes:
        more = min(min(wanted, len(entries[place])) - kept[place], lines)
        if more > 0:
            kept[place] += more
            lines -= more
    return kept


def _width(runs: Sequence[Run], line: SetLine) -> float:
    return sum(typeface.width(run.text, run.font, line.size) for run in runs)
