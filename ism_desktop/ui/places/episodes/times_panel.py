"""Above an episode: its times with the minutes since it began, its papers, the test results of its day, and the injectors it used."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.printing import episode_report, hospital_slip
from ism_desktop.records import episodes, store
from ism_desktop.records.episodes import RecordedTime
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper
from ism_desktop.ui.places.episodes.episode_print import report_printout, slip_printout
from ism_desktop.ui.record_kit.form import RecordForm


class TimesPanel(Panel):
    """Stands above the fields of a saved episode. `time_wanted` carries the id of a time, `new_wanted` what a new one starts with."""

    time_wanted = Signal(str)
    new_wanted = Signal(object)

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__(tr("Times"))
        self.setObjectName("times_panel")
        self._workspace = workspace
        self._form = form
        # Above the times: of a recorded reaction these fill the screen.
        holder = QWidget()
        self.buttons = FlowLayout(holder)
        self.buttons.addWidget(
            button(EPISODE_TIMES.add, self._on_add, icon_name="mdi6.clock-plus-outline", name="times_panel.add")
        )
        report = button(
            tr("Print the report…"), self.print_report, icon_name="mdi6.printer-outline", name="print_report"
        )
        report.setToolTip("Ctrl+P")
        self.buttons.addWidget(report)
        self.buttons.addWidget(
            button(
                tr("Print the slip for the hospital…"),
                self.print_slip,
                icon_name="mdi6.hospital-box-outline",
                name="print_slip",
            )
        )
        self.body.addWidget(holder)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)
        self.body.addWidget(secondary(tr("Minutes are the plain difference between two recorded times.")))
        self._beside = QVBoxLayout()
        self._beside.setSpacing(2)
        self.body.addLayout(self._beside)
        form.opened.connect(self._on_opened)

    def _on_opened(self, _record_id: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read again what belongs to the episode that the form shows."""
        episode_id = self._form.record_id
        self.setVisible(episode_id is not None)
        _empty(self._rows)
        _empty(self._beside)
        if episode_id is None:
            return
        with self._workspace.vault.read() as session:
            episode = store.find(session, self._form.kind, episode_id)
            if episode is None:
                return
            times = episodes.times(session, episode_id)
            results = [(result.id, result.title) for result in episodes.results_of_day(session, episode)]
            named = [episode.values[name] for name in ("device_1", "device_2") if episode.values[name]]
            devices = store.get_many(session, ADRENALINE_DEVICES, named)
        began = episodes.onset(episode, times)
        for time in times:
            self._rows.addWidget(self._row(time, episodes.minutes_after(began, time.at)))
        if not times:
            self._rows.addWidget(secondary(tr("No times are recorded yet.")))
        for result_id, title in results:
            words = tr("Test result of these days: {title}", title=title)
            self._link(words, f"result.{result_id}", partial(self._open, TEST_RESULTS.name, result_id))
        used = [device.title for device in devices.values() if device.values["status"] == "used"]
        if used:
            words = tr("Marked as used: {injectors}.", injectors=in_use().listed(used))
            self._beside.addWidget(label(words))
            self._link(tr("Add the injector that replaces it…"), "times_panel.replace", self._on_replace)

    def _row(self, time: RecordedTime, minutes: int | None) -> RowButton:
        words, detail = time_words(time, minutes)
        return RowButton(words, detail, pressed=partial(self.time_wanted.emit, time.id), name=f"time.{time.id}")

    def _link(self, words: str, name: str, pressed: Callable[[], object]) -> None:
        self._beside.addWidget(RowButton(words, pressed=pressed, name=name))

    def _open(self, kind: str, record_id: str) -> None:
        self._workspace.show_page(kind, record_id)

    def _saved_id(self) -> str | None:
        """The episode that is shown; what is typed is saved first, so that paper and record say the same."""
        return self._form.save() if self._form.is_changed else self._form.record_id

    def print_report(self) -> None:
        """Show the report as it will be on paper."""
        episode_id = self._saved_id()
        if episode_id is not None:
            with self._workspace.vault.read() as session:
                content = episode_report.collect(session, episode_id, self._workspace.today())
            self._show(report_printout(content))

    def print_slip(self) -> None:
        """Show the slip for the hospital as it will be on paper."""
        episode_id = self._saved_id()
        if episode_id is not None:
            with self._workspace.vault.read() as session:
                content = hospital_slip.collect(session, episode_id, self._workspace.today())
            self._show(slip_printout(content))

    def _show(self, printout: Printout) -> None:
        show_paper(self._workspace, printout, self)

    def _on_replace(self) -> None:
        self._workspace.begin_record(ADRENALINE_DEVICES.name)

    def _on_add(self) -> None:
        self.new_wanted.emit({"episode": self._form.record_id})


def time_words(time: RecordedTime, minutes: int | None) -> tuple[str, str]:
    """`14:09:12 · Injector 1`, and behind it `7 minutes after it began`; of a corrected time also when its button was pressed."""
    said = in_use()
    if time.at is None:
        at = time.about or tr("time not known")
    else:
        at = said.clock(time.at) if time.is_corrected or time.pressed is None else said.clock_to_the_second(time.at)
    words = f"{at} · {time.words}"
    detail = [tr("recorded by mistake")] if time.is_mistaken else [episodes.after_words(minutes)]
    if time.is_corrected and time.pressed is not None:
        detail.append(tr("corrected; the button was pressed at {time}", time=said.clock_to_the_second(time.pressed)))
    return words, " · ".join(part for part in detail if part)


def _empty(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        former = item.widget()
        if former is not None:
            former.hide()
            former.deleteLater()
