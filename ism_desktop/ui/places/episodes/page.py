"""Episodes and their times, on one page: above an episode stand its times, its papers, and what belongs to it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_lazy
from ism_desktop.records import episodes, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.episodes.compare_dialog import CompareDialog
from ism_desktop.ui.places.episodes.times_panel import TimesPanel
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class EpisodesPage(RecordsPage):
    """Two lists behind two buttons."""

    help_text = tr_lazy(
        "An episode is one reaction as it happened. “Record a reaction” (F9, from anywhere) writes down the times while it happens:"
        " one press, one time. You can also record one from the page that asks for your passphrase; its times then wait in your"
        " inbox.\n\n"
        "Choose an episode to add what came before it, what others gave you and how it went on. If you name the injectors you used,"
        " they are marked as used. Attach the letter of the hospital under “Supporting documents”.\n\n"
        "Under “Times” every press stands in a line of its own. You can correct a time: the moment when the button was pressed is kept"
        " beside it. A press is never deleted there; it is marked as recorded by mistake.\n\n"
        "“Compare…” puts past episodes and reactions side by side, to read and to print.\n\n"
        "Minutes between two times are their plain difference. The program concludes nothing from them."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, EPISODES.plural, (EPISODES.name, EPISODE_TIMES.name))
        self.kinds |= {TEST_RESULTS.name}
        record = button(
            tr("Record a reaction"), workspace.record_reaction, icon_name="mdi6.timer-outline", name="record_reaction"
        )
        compare = button(tr("Compare…"), self._on_compare, icon_name="mdi6.table-column", name="compare_episodes")
        # The primary button stays the last one.
        self.head.buttons.removeWidget(self._add)
        for part in (compare, record, self._add):
            self.head.add_button(part)

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list, and what stands above its form."""
        if kind is EPISODE_TIMES:
            return TimesView(self.workspace, kind)
        view = EpisodesView(self.workspace, kind)
        view.panel_made.connect(self._on_panel_made)
        return view

    def print_page(self) -> None:
        """Show the report of the episode that is open as it will be on paper."""
        if isinstance(self.view, EpisodesView):
            self.view.print_report()

    def _on_compare(self) -> None:
        self.leave()
        dialog = CompareDialog(self.workspace, self.window())
        dialog.open_wanted.connect(self.workspace.show_page)
        dialog.open()

    def _on_panel_made(self, panel: TimesPanel) -> None:
        panel.time_wanted.connect(self._on_time_wanted)
        panel.new_wanted.connect(self._on_new_wanted)

    def _on_time_wanted(self, time_id: str) -> None:
        self.show_kind(EPISODE_TIMES.name)
        self.show_record(time_id)

    def _on_new_wanted(self, preset: Mapping[str, Any]) -> None:
        self.show_kind(EPISODE_TIMES.name)
        if isinstance(self.view, KindView):
            self.view.new_record(preset)


class EpisodesView(KindView):
    """The episodes. Saving one marks the injectors that it names as used."""

    panel_made = Signal(object)

    def dress_form(self, form: RecordForm) -> None:
        """Put the times above the fields."""
        self._panel = TimesPanel(self._workspace, form)
        form.extra.addWidget(self._panel)
        self.panel_made.emit(self._panel)
        self._panel.refresh()

    def print_report(self) -> None:
        """Show the report of the episode that the form shows, if it shows one."""
        if self.is_editing:
            self._panel.print_report()

    def refresh(self) -> None:
        """Read the list again, and the times of the episode that is shown."""
        super().refresh()
        if self.is_editing:
            self._panel.refresh()

    def _on_saved(self, record_id: str) -> None:
        super()._on_saved(record_id)
        vault = self._workspace.vault
        try:
            with vault.write() as session:
                marked = episodes.use_devices(session, record_id)
                found = store.get_many(session, ADRENALINE_DEVICES, list(marked))
        except IsmError as error:
            self._workspace.report(error)
            return
        if marked:
            names = in_use().listed(found[device_id].title for device_id in marked)
            undo = partial(_take_use_back, self._workspace, marked)
            self._workspace.undo_bar.offer(tr("Marked as used: {injectors}.", injectors=names), undo)


def _take_use_back(workspace: Workspace, marked: dict[str, str | None]) -> None:
    with workspace.vault.write() as session:
        episodes.take_use_back(session, marked)


class TimesView(KindView):
    """The times of all episodes. What is thrown away elsewhere is marked as a mistake here: a time never vanishes."""

    def _on_trash(self, ids: list[str]) -> None:
        self._leave_form()
        vault = self._workspace.vault
        with vault.write() as session:
            for time_id in ids:
                episodes.mark_mistaken(session, time_id, mistaken=True)
        undo = partial(_mark_again, self._workspace, ids)
        self._workspace.undo_bar.offer(tr("Marked as recorded by mistake. It stays in the list."), undo)


def _mark_again(workspace: Workspace, ids: list[str]) -> None:
    with workspace.vault.write() as session:
        for time_id in ids:
            episodes.mark_mistaken(session, time_id, mistaken=False)
