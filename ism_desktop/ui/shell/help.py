"""Help for a page, the list of keyboard shortcuts, and what stands under About: short texts in a plain dialog."""

from functools import partial

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ism_desktop import __version__
from ism_desktop.language import tr, tr_lazy
from ism_desktop.library import guide as guides
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.shell.commands import shortcuts
from ism_desktop.ui.shell.guide_links import NONE, PAGE_FOR
from ism_desktop.ui.shell.places import Place

_ALWAYS = tr_lazy(
    "Everything you type is kept. When you leave an entry it is saved, and Ctrl+Z undoes it. What you delete "
    "goes to the trash of its list. You can restore it from there until you delete it for good."
)


def page_help(workspace: Workspace, place: Place, text: str, parent: QWidget) -> QDialog:
    """The help for one place, with the page of the guide that fits it."""
    dialog = Dialog(place.label, parent, name="help", icon_name="mdi6.lifebuoy")
    for paragraph in (*text.split("\n\n"), str(_ALWAYS)):
        if paragraph.strip():
            dialog.body.addWidget(label(paragraph.strip()))
    key = PAGE_FOR.get(place.name, NONE)
    if key:
        words = tr("In the guide: {page}", page=guides.load().title_of(key))
        going = partial(_open_guide, dialog, workspace, key)
        dialog.foot.addWidget(button(words, going, role="quiet", icon_name="mdi6.school-outline", name="help_to_guide"))
    dialog.add_close()
    return dialog


def _open_guide(dialog: QDialog, workspace: Workspace, key: str) -> None:
    dialog.accept()
    workspace.show_page("guide", key)


def shortcut_list(parent: QWidget) -> QDialog:
    """The list of shortcuts."""
    dialog = Dialog(tr("Keyboard shortcuts"), parent, name="shortcuts", width=560, icon_name="mdi6.keyboard-outline")
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    for row, (words, keys) in enumerate(shortcuts()):
        grid.addWidget(label(words), row, 0)
        grid.addWidget(secondary(keys), row, 1)
    dialog.body.addLayout(grid)
    dialog.add_close()
    return dialog


def about(parent: QWidget) -> QDialog:
    """What the program is, and what it is not."""
    dialog = Dialog(tr("ISM Desktop {version}", version=__version__), parent, name="about")
    dialog.body.addWidget(
        label(
            tr("A health record at home for people with indolent systemic mastocytosis: offline, encrypted, printable.")
        )
    )
    dialog.body.addWidget(
        secondary(
            tr(
                "It stores and prints what you and your clinicians write. It does not diagnose, treat or calculate doses, and it never"
                " connects to the internet. Free software under the Apache License 2.0."
            )
        )
    )
    dialog.add_close()
    return dialog
