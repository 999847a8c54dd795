"""Looks whether a window or dialog lies on its screen, and whether its primary button can be seen; and opens every dialog in turn."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from ism_desktop.documents import ImportResult
from ism_desktop.documents.importing import Locked
from ism_desktop.errors import WrongPassphrase
from ism_desktop.language import tr
from ism_desktop.library import guide
from ism_desktop.records import answers, store
from ism_desktop.records.journal_filter import JournalFilter
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.own_fields import OWN_FIELDS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.photos import Photo
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base import errors
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.earlier_answer_dialog import EarlierAnswerDialog
from ism_desktop.ui.care_kit.question_library import LibraryDialog
from ism_desktop.ui.care_kit.quick_entry.tracker_dialog import TrackerDialog
from ism_desktop.ui.paper_kit.given_button import OtherDialog
from ism_desktop.ui.places.about_me_letter.answer_dialog import AnswerDialog
from ism_desktop.ui.places.about_me_letter.letter_dialog import LetterDialog
from ism_desktop.ui.places.appointments.export_calendar_dialog import ExportCalendarDialog
from ism_desktop.ui.places.appointments.import_calendar_dialog import ImportCalendarDialog
from ism_desktop.ui.places.appointments.page import AppointmentsPage
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import offer_sheet
from ism_desktop.ui.places.care_team.export_cards_dialog import ExportCardsDialog
from ism_desktop.ui.places.care_team.import_cards_dialog import ImportCardsDialog
from ism_desktop.ui.places.care_team.matrix_dialog import MatrixDialog
from ism_desktop.ui.places.care_team.merge_dialog import MergeDialog
from ism_desktop.ui.places.care_team.names_dialog import NamesDialog
from ism_desktop.ui.places.care_team.point_person_dialog import PointPersonDialog
from ism_desktop.ui.places.documents.attaching import AttachToDialog
from ism_desktop.ui.places.documents.folder_dialog import FolderDialog
from ism_desktop.ui.places.documents.labels_dialog import LabelsDialog
from ism_desktop.ui.places.documents.scan_dialog import ScanDialog
from ism_desktop.ui.places.documents.tags_dialog import TagsDialog
from ism_desktop.ui.places.documents.twins import Twin
from ism_desktop.ui.places.documents.twins_dialog import TwinsDialog
from ism_desktop.ui.places.episodes.compare_dialog import CompareDialog
from ism_desktop.ui.places.evidence.print_dialog import PublicationListDialog
from ism_desktop.ui.places.filing_rules.page import MatchesDialog
from ism_desktop.ui.places.guide.booklet_dialog import BookletDialog
from ism_desktop.ui.places.guide.note_dialog import NoteDialog
from ism_desktop.ui.places.journal.count_dialog import CountDialog
from ism_desktop.ui.places.journal.keying_dialog import KeyingDialog
from ism_desktop.ui.places.journal.looking_back.filter_dialog import FilterDialog
from ism_desktop.ui.places.journal.sheet_dialog import SheetDialog
from ism_desktop.ui.places.journal.summary_dialog import SummaryDialog
from ism_desktop.ui.places.journal.table_dialog import TableDialog
from ism_desktop.ui.places.journal.trigger_dialog import TriggerDialog
from ism_desktop.ui.places.money.totals_dialog import TotalsDialog
from ism_desktop.ui.places.own_fields.page import RemoveFieldDialog
from ism_desktop.ui.places.photos.compare_dialog import ComparePhotos
from ism_desktop.ui.places.results.paste_dialog import PasteDialog
from ism_desktop.ui.places.who_has_what.has_dialog import HasDialog
from ism_desktop.ui.record_kit.glossary.term_dialog import TermDialog
from ism_desktop.ui.record_kit.locked_files import LockedFiles
from ism_desktop.ui.record_kit.viewer.page_text_dialog import PageTextDialog
from ism_desktop.ui.record_kit.viewer.two_documents import Shown, TwoDocuments
from ism_desktop.ui.shell.search_saving import SearchNameDialog
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.worker import PageText
from tests.drivers import pages_dialogs
from tests.drivers.clipping import settle

SCREENS = ((1366, 768), (1024, 700))
TEXT_SIZES = (100, 150)
_PRIMARY = {"primary", "emergency"}
_SLACK = 1
_COPIED = "Tryptase\t28.6\tng/mL\tbelow 11.4\nSmear\tno immature cells"  # what the demo patient has too


def _an_own_field(workspace: Workspace) -> str:
    with workspace.vault.write() as session:
        known = store.list_active(session, OWN_FIELDS)
        return known[0].id if known else store.save(session, OWN_FIELDS, {"name": "Policy number"})


def faults(shown: QWidget, area: QRect) -> list[str]:
    """What of a window or dialog lies outside its screen or cannot be seen, in words; empty when all is well."""
    name = shown.objectName()
    frame = shown.frameGeometry()
    found = [] if area.contains(frame) else [f"{name} lies at {frame.getRect()}, the screen at {area.getRect()}"]
    for button in shown.findChildren(QPushButton):
        if button.property("role") in _PRIMARY and button.isVisible():
            seen = button.visibleRegion().boundingRect().size()
            if seen != seen.expandedTo(button.size() - QSize(_SLACK, _SLACK)):
                found.append(f"{name}: the button {button.text()!r} cannot be seen whole")
            corner = button.mapTo(shown, button.rect().bottomRight())
            if not shown.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(corner):
                found.append(f"{name}: the button {button.text()!r} lies outside")
    return found


def opened_dialogs(window: MainWindow) -> Iterator[QDialog]:
    """Every dialog that needs no more than a window, one after the other; each is closed again."""
    for opening in _openings(window):
        before = set(QApplication.topLevelWidgets())
        opening()
        settle()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog), f"{opening} opened no dialog"
        yield dialog
        dialog.reject()
        settle()
        for left in set(QApplication.topLevelWidgets()) - before:
            left.hide()


def _name_a_search(window: MainWindow) -> SearchNameDialog:
    words = "tryptase kind:lab from:Fernbrook after:2019 " * 3
    return SearchNameDialog(tr("Save this search"), words, "Tryptase", (), window, takes_over=True)


def _openings(window: MainWindow) -> list[Callable[[], object]]:
    workspace = window.workspace
    fault = WrongPassphrase(
        "What was typed opens no key of this record. " * 12, "Check Caps Lock and the keyboard. " * 8
    )

    def attach() -> None:
        with workspace.vault.read() as session:
            records = store.list_active(session, BY_NAME["medications"])
        AttachToDialog("A letter", 3, 1, records, window).open()

    def compare_photos() -> None:
        photos = [Photo("", str(number), "Arm", 1, PartialDate(2020 + number), is_printed=False) for number in (0, 1)]
        ComparePhotos(workspace, "Left forearm", photos, window).open()

    def visit() -> None:
        with workspace.vault.write() as session:
            values = {"purpose": "Follow-up", "on_date": PartialDate(2027, 1, 14)}
            made = store.save(session, BY_NAME["appointments"], values)
        window.show_page("appointments", made)
        page = window.current_page
        assert isinstance(page, AppointmentsPage)
        page.start_visit()

    def earlier_answer() -> None:
        with workspace.vault.write() as session:
            question = store.save(session, BY_NAME["questions"], {"text": "1?", "answer": "2"})
            kept = answers.set_aside(session, question)
            records = (
                store.get(session, BY_NAME["question_answers"], str(kept)),
                store.get(session, QUESTIONS, question),
            )
        EarlierAnswerDialog(workspace, *records, window).open()

    def two_documents() -> None:
        left = Shown("none", "2024-05-14 1234567 2345678 3456789 4567890", 12)
        TwoDocuments(workspace, left, left, window).open()

    return [
        earlier_answer,
        two_documents,
        window.on_settings,
        window.on_help,
        window.on_shortcuts,
        window.on_about,
        window.on_palette,
        window.on_journal,
        lambda: PublicationListDialog(workspace, window, "all").open(),
        lambda: TriggerDialog(workspace, window).open(),
        lambda: TrackerDialog(workspace, window).open(),
        lambda: CountDialog(workspace, window).open(),
        lambda: SummaryDialog(workspace, window).open(),
        lambda: SheetDialog(workspace, window).open(),
        lambda: KeyingDialog(workspace, window).open(),
        lambda: TableDialog(workspace, window).open(),
        lambda: FilterDialog(workspace, window, JournalFilter()).open(),
        lambda: CompareDialog(workspace, window).open(),
        compare_photos,
        lambda: MatrixDialog(workspace, window).open(),
        lambda: PointPersonDialog(workspace, window).open(),
        lambda: MergeDialog(workspace, [], window).open(),
        lambda: NamesDialog(workspace, window).open(),
        lambda: ExportCardsDialog(workspace, [], window).open(),
        lambda: ImportCardsDialog(workspace, Path("contacts.vcf"), window).open(),
        lambda: ExportCalendarDialog(workspace, [], window).open(),
        lambda: ImportCalendarDialog(workspace, Path("calendar.ics"), window).open(),
        visit,
        lambda: HasDialog(workspace, window).open(),
        lambda: OtherDialog((), window).open(),
        lambda: errors.show(fault, window),
        lambda: errors.show(ZeroDivisionError(), window),
        lambda: LibraryDialog(frozenset(), {}, frozenset(), window).open(),
        attach,
        lambda: ScanDialog(workspace, window).open(),
        lambda: FolderDialog(workspace, [Path("papers")], window).open(),
        lambda: TwinsDialog(workspace, [Twin(Path("again.pdf"), "none", None)], window).open(),
        lambda: ask_for_password(workspace, window),
        *pages_dialogs.openings(window),
        lambda: TagsDialog(workspace, window).open(),
        lambda: MatchesDialog([], window).open(),
        lambda: _name_a_search(window).open(),
        lambda: LabelsDialog(workspace, None, window).open(),
        lambda: RemoveFieldDialog(workspace, [_an_own_field(workspace)], 3, window).open(),
        lambda: PasteDialog(_COPIED, window).open(),
        lambda: PageTextDialog(workspace, "gone", 1, PageText("A line\n" * 60, (), "ocr", read="Read"), window).open(),
        lambda: offer_sheet(workspace, window),
        lambda: NoteDialog(workspace, guide.load().pages[0].statements[0], window).open(),
        lambda: TermDialog(workspace, guide.load().glossary[0], window).open(),
        lambda: BookletDialog(workspace, window, "indolent").open(),
        lambda: AnswerDialog(workspace, window).open(),
        lambda: TotalsDialog(workspace, window).open(),
        lambda: LetterDialog(workspace, window).open(),
    ]


class _Nobody:
    """Wants files and takes none."""

    def take_locked(self, locked: object, password: str) -> None:
        """Not asked for."""

    def leave_locked(self, locked: object) -> None:
        """Nothing is taken."""


def ask_for_password(workspace: Workspace, window: MainWindow) -> None:
    """Open the dialog of more locked PDFs than it names, with names that are long."""
    names = [f"2024-05-14 1234567 2345678 3456789 {number}" for number in range(9)]
    locked = [ImportResult(Path(name), "refused", "", None, 0, locked=Locked()) for name in names]
    files = LockedFiles.of(workspace)
    files.leave_out()
    files.add(locked, _Nobody(), at_once=False)
    files.ask(window)
