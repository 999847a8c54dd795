"""The place of the test results: every collection in one list, with the table in which its values are typed."""

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.results.results_view import ResultsView
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class ResultsPage(RecordsPage):
    """The shared page of records with its own form."""

    help_text = tr_lazy(
        "Each line is one collection: what was taken on one day, with all its values.\n\n"
        "In the table, type a value and press Enter to go down to the next, or Tab to go on to unit, range and flag. The arrow keys move"
        " too. A new line appears by itself, and lines that you leave empty are not saved. “Choose a panel” puts the tests of a blood"
        " count there, “Same tests as last time” those of your last report.\n\n"
        "Values stay exactly as you type them. The range is the lab’s own, as printed beside the value; the program compares nothing and"
        " judges nothing.\n\n"
        "“Show the report beside” puts the page of the report next to the table."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, tr("Test results"), (TEST_RESULTS.name,))

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """The view with the table of values."""
        return ResultsView(self.workspace, kind)
