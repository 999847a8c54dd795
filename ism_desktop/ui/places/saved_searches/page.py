"""The saved searches as a list: to change, to put in order, to throw away and to bring back; the sidebar has them at hand."""

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView


class SavedSearchesPage(RecordsPage):
    """The list, and with each search the way to what it finds."""

    help_text = tr_lazy(
        "A saved search is what stood in the search box, kept under a name. The saved searches stand in the sidebar below all pages, in"
        " the order of this list; move them with Ctrl+Up and Ctrl+Down. A click on one, or Ctrl+K and some letters of its name, looks for"
        " it again, in the record as it is then.\n\nTo keep a search, type it into the search box and press Ctrl+S. To change one, open"
        ' it, change the words and press Ctrl+S again.\n\nBesides words you can type conditions: kind:lab, from:"Dr Chen", tag:travel,'
        " before:2024, after:2022-05, year:2023, no:text. A dash takes away: -scan, -kind:bill. Words in quotation marks stand together:"
        ' "bone marrow".'
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, SAVED_SEARCHES.plural, (SAVED_SEARCHES.name,))

    def make_view(self, kind: Kind) -> KindView:
        """Make the list, with the way to what a search finds above its fields."""
        return SearchesView(self.workspace, kind, parent=self._stack)


class SearchesView(KindView):
    """The saved searches."""

    def dress_form(self, form: RecordForm) -> None:
        """Put the way to the results above the fields."""
        form.extra.addWidget(_Asking(self._workspace, form))


class _Asking(QWidget):
    """Looks for what the search in the form looks for, as it is saved."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self._workspace = workspace
        self._form = form
        row = FlowLayout(self)
        self._ask = button(tr("Search now"), self._on_ask, icon_name="mdi6.magnify", name="search_now")
        row.addWidget(self._ask)
        form.opened.connect(self._on_opened)

    def _on_opened(self, record_id: str | None) -> None:
        self._ask.setVisible(record_id is not None)

    def _on_ask(self) -> None:
        self._form.leave()
        if self._form.record_id is not None:
            self._workspace.search_requested.emit(self._form.record_id)
