"""What a word of the glossary means, in a small dialog."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.library.guide import Term
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, small


class TermDialog(Dialog):
    """The word, what else it is called, its meaning, its sources and their date; and the way into the guide."""

    def __init__(self, workspace: Workspace, term: Term, parent: QWidget) -> None:
        super().__init__(term.term, parent.window(), name="term", icon_name="mdi6.book-alphabet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.body.addWidget(label(term.meaning.text))
        if term.synonyms:
            self.body.addWidget(label(tr("Also called: {names}", names=", ".join(term.synonyms))))
        sources = "; ".join(source.words for source in term.meaning.sources)
        day = PartialDate.from_date(term.meaning.reviewed_on).words
        self.body.addWidget(small(tr("Source: {sources}. Reviewed on {date}.", sources=sources, date=day)))
        self.foot.addWidget(
            button(tr("Open the glossary"), partial(self._on_open, term.key), role="quiet", name="open_glossary")
        )
        self.add_close()

    def _on_open(self, key: str) -> None:
        self.accept()
        self._workspace.show_page(GLOSSARY_PLACE, key)


GLOSSARY_PLACE = "guide"
"""The place of the sidebar that shows the glossary; a term's key (`glossary.…`) leads to its entry there."""
