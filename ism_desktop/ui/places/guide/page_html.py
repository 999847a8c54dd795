"""The pages of the guide as rich text: contents, a page, common questions, glossary, what was found. No Qt.

Links: `page:KEY`, `at:KEY` (a statement on its page), `term:KEY`, `note:KEY` (write a note), `own:ID` (a note that is there).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.library.guide import COMMON, GLOSSARY, Found, Guide, Page, Source, Statement
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.kit.theme import Colours


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note of the person as it is shown: the record's id and its words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Look:
    """The colours in use, and the size of the text in points."""

    colours: Colours
    points: float


class PageHtml:
    """Makes the pages for one look. `notes` are those of the person, by the key of the statement."""

    def __init__(self, guide: Guide, look: Look, notes: Mapping[str, Sequence[OwnNote]]) -> None:
        self._guide, self._look, self._notes = guide, look, notes
        self._numbers: list[Source] = []

    # Pages ---------------------------------------------------------------------------------------------------------------

    def contents(self) -> str:
        """The contents, group by group."""
        parts = [self._head(tr("Contents")), self._paragraph(f"<b>{escape(self._guide.not_reviewed)}</b>")]
        for group in self._guide.groups:
            parts.append(self._heading(group.title))
            parts += [self._entry(page.key, page.title, page.about) for page in group.pages]
        parts.append(self._heading(tr("To look up")))
        questions = tr_n("{number} question", "{number} questions", len(self._guide.common))
        words = tr_n("{number} word in plain language", "{number} words in plain language", len(self._guide.glossary))
        parts += [
            self._entry(COMMON, self._guide.common_title, questions),
            self._entry(GLOSSARY, self._guide.glossary_title, words),
        ]
        return self._whole(parts)

    def page(self, key: str) -> str:
        """One page, by its key. Raises KeyError."""
        if key == COMMON:
            return self._common()
        if key == GLOSSARY:
            return self._glossary()
        return self._page(self._guide.page(key))

    def _page(self, page: Page) -> str:
        parts = [self._head(page.title), self._muted(escape(page.about))]
        for section in page.sections:
            parts.append(self._heading(section.heading))
            parts += [self._statement(one) for one in section.statements]
        parts.append(self._boxed(f"<b>{escape(page.ask)}</b>"))
        parts += [*self._foot(page.statements), self._onward(page.key)]
        return self._whole(parts)

    def _common(self) -> str:
        parts = [self._head(self._guide.common_title)]
        for one in self._guide.common:
            parts += [self._heading(one.question), self._statement(one.answer)]
        parts += [*self._foot([one.answer for one in self._guide.common]), self._onward(COMMON)]
        return self._whole(parts)

    def _glossary(self) -> str:
        parts = [self._head(self._guide.glossary_title)]
        for term in self._guide.glossary:
            named = escape(", ".join((term.term, *term.synonyms)))
            parts.append(self._statement(term.meaning, f"<b>{named}</b><br/>", with_terms=False))
        parts += [*self._foot([term.meaning for term in self._guide.glossary]), self._onward(GLOSSARY)]
        return self._whole(parts)

    def found(self, words: str, hits: Sequence[Found]) -> str:
        """What a search found."""
        if not hits:
            return self._whole([self._head(tr("No results for “{words}”", words=words)), self._back_to_contents()])
        parts = [self._head(tr_n("{number} place found", "{number} places found", len(hits)))]
        for hit in hits:
            link = f'<a href="at:{hit.key}"><b>{escape(hit.title)}</b></a><br/>{_marked(hit.text, words, self._look.colours)}'
            parts.append(self._paragraph(link))
        return self._whole([*parts, self._back_to_contents()])

    # Parts ---------------------------------------------------------------------------------------------------------------

    def _statement(self, statement: Statement, lead: str = "", *, with_terms: bool = True) -> str:
        text = self._with_terms(statement.text) if with_terms else escape(statement.text)
        if statement.sources_disagree:
            lead += f"<b>{escape(tr('Sources disagree.'))}</b> "
        numbers = ",&nbsp;".join(str(self._number(source)) for source in statement.sources)
        colours = self._look.colours
        after = (
            f'&nbsp;<span style="color:{colours.muted}; font-size:{self._look.points * 0.8:.1f}pt">[{numbers}]</span> '
            f'<a href="note:{statement.key}" style="font-size:{self._look.points * 0.8:.1f}pt; text-decoration:none">'
            f"{escape(tr('Add note')).replace(' ', '&nbsp;')}</a>"
        )
        notes = "".join(
            self._boxed(f'{_lines(note.words)} <a href="own:{note.id}">{escape(tr("Change"))}</a>')
            for note in self._notes.get(statement.key, ())
        )
        return f'<a name="{statement.key}"></a>{self._paragraph(f"{lead}{text}{after}")}{notes}'

    def _with_terms(self, text: str) -> str:
        parts: list[str] = []
        position = 0
        for start, end, term in self._guide.terms_in(text):
            style = f"color:{self._look.colours.text}; text-decoration:underline"
            parts += [
                escape(text[position:start]),
                f'<a href="term:{term.key}" style="{style}">{escape(text[start:end])}</a>',
            ]
            position = end
        return "".join((*parts, escape(text[position:])))

    def _number(self, source: Source) -> int:
        if source not in self._numbers:
            self._numbers.append(source)
        return self._numbers.index(source) + 1

    def _foot(self, statements: Iterable[Statement]) -> list[str]:
        """The sources that were named, by number, and when the page was checked against them."""
        days = sorted({one.reviewed_on for one in statements})
        reviewed = in_use().listed([PartialDate.from_date(day).words for day in days])
        listed = [f"[{number}] {escape(source.words)}" for number, source in enumerate(self._numbers, 1)]
        words = tr("Reviewed against these sources on {date}. No clinician has reviewed it.", date=reviewed)
        return [self._heading(tr("Sources")), self._muted("<br/>".join(listed)), self._muted(escape(words))]

    def _onward(self, key: str) -> str:
        keys = self._guide.keys
        here = keys.index(key)
        links = [f'<a href="page:">{escape(tr("Contents"))}</a>']
        if here:
            words = tr("Before: {page}", page=self._guide.title_of(keys[here - 1]))
            links.insert(0, f'<a href="page:{keys[here - 1]}">{escape(words)}</a>')
        if here + 1 < len(keys):
            words = tr("Next: {page}", page=self._guide.title_of(keys[here + 1]))
            links.append(f'<a href="page:{keys[here + 1]}">{escape(words)}</a>')
        return self._paragraph(" &nbsp;·&nbsp; ".join(links))

    def _back_to_contents(self) -> str:
        return self._paragraph(f'<a href="page:">{escape(tr("Contents"))}</a>')

    def _entry(self, key: str, title: str, about: str) -> str:
        said = f'<span style="color:{self._look.colours.muted}">{escape(about)}</span>'
        return self._paragraph(f'<a href="page:{key}"><b>{escape(title)}</b></a><br/>{said}')

    # Form ----------------------------------------------------------------------------------------------------------------

    def _head(self, words: str) -> str:
        size = self._look.points * 1.6
        return f'<h1 style="font-size:{size:.1f}pt; margin:4px 0 6px 0">{escape(words)}</h1>'

    def _heading(self, words: str) -> str:
        size, gap = self._look.points * 1.15, round(self._look.points * 1.5)
        return f'<h2 style="font-size:{size:.1f}pt; margin:{gap}px 0 4px 0">{escape(words)}</h2>'

    def _paragraph(self, inside: str) -> str:
        return f'<p style="margin:0 0 {round(self._look.points * 0.8)}px 0; line-height:140%">{inside}</p>'

    def _muted(self, inside: str) -> str:
        return self._paragraph(f'<span style="color:{self._look.colours.muted}">{inside}</span>')

    def _boxed(self, inside: str) -> str:
        colours = self._look.colours
        return (
            f'<table width="100%" cellpadding="8" cellspacing="0" style="margin:4px 0 12px 0" bgcolor="{colours.accent_soft}">'
            f'<tr><td><span style="color:{colours.text}">{inside}</span></td></tr></table>'
        )

    def _whole(self, parts: Iterable[str]) -> str:
        colours = self._look.colours
        style = f"a {{ color: {colours.accent}; }}"
        body = f"color:{colours.text}; font-size:{self._look.points:.1f}pt"
        return f'<html><head><style>{style}</style></head><body style="{body}">{"".join(parts)}</body></html>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _marked(text: str, words: str, colours: Colours) -> str:
    """A text with the words that were looked for marked in it."""
    folded = text.casefold()
    spans: list[tuple[int, int]] = []
    for word in words.casefold().split():
        at = folded.find(word)
        if at >= 0 and len(folded) == len(text):
            spans.append((at, at + len(word)))
    parts: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if start >= position:
            mark = f'<span style="background-color:{colours.mark}">{escape(text[start:end])}</span>'
            parts += [escape(text[position:start]), mark]
            position = end
    return "".join((*parts, escape(text[position:])))
