"""A value as it was typed comes back as it was typed: through the table, the record, its history, and paper."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ism_desktop.printing.binder import facts, results
from ism_desktop.records import history, store
from ism_desktop.records.kinds.test_results import TEST_RESULTS, VALUES
from ism_desktop.records.values import Gap, Rows
from ism_desktop.records.values.plain import from_json, to_json
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.editors.making import editor_for
from ism_desktop.ui.record_kit.editors.table import TableEditor

_PRINTED = (
    *(
        "< 1.0",
        "1:160",
        "trace",
        "positive",
        "28,6",
        "28.60",
        "1,500",
        "1.500,00",
        "> 2 000",
        "5-10",
        "++",
        "neg.",
        "4.5 x 10^9/L",
    ),
    *("detected, 0.3 %", "≥ 20", "~3", "0", "-0,5", "12.3 H", "see comment", "１２", "١٢", "½"),
)
_letters = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=30).map(
    str.strip
)
_texts = st.sampled_from(_PRINTED) | _letters.filter(bool)
_rows = st.lists(
    st.fixed_dictionaries(
        {"test": _texts}, optional=dict.fromkeys(("value", "unit", "range", "flag", "method"), _texts)
    ),
    min_size=1,
    max_size=5,
)


def typed_in(editor: TableEditor, rows: list[dict[str, str]]) -> Rows | None:
    editor.show_value(None)
    editor.take(rows)
    return editor.read()


def shown_by(editor: TableEditor, value: object) -> list[dict[str, str]]:
    editor.show_value(value)
    return [dict(line.texts) for line in editor.cells.lines]


def test_through_table_record_history_and_paper(qtbot: QtBot, workspace: Workspace) -> None:
    editor = editor_for(VALUES, workspace)
    assert isinstance(editor, TableEditor)
    qtbot.addWidget(editor)
    with workspace.vault.write() as session:
        record_id = store.save(session, TEST_RESULTS, {"taken_at": Gap.UNKNOWN})

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(_rows)
    def as_typed(rows: list[dict[str, str]]) -> None:
        value = typed_in(editor, rows)
        assert from_json(to_json(value)) == value
        with workspace.vault.write() as session:
            store.save(session, TEST_RESULTS, {"values": value}, record_id=record_id)
            store.save(session, TEST_RESULTS, {"values": None}, record_id=record_id)
            former = history.versions(session, TEST_RESULTS, record_id)[0].former["values"]
            store.save(session, TEST_RESULTS, {"values": former}, record_id=record_id)
            record = store.get(session, TEST_RESULTS, record_id)
            groups = results.test_results(facts.Reader(session, workspace.today()))
        assert shown_by(editor, record.values["values"]) == rows
        on_paper = [
            cell for group in groups for row in group.records for cell in (*row.cells, *(said for _, said in row.facts))
        ]
        for row in rows:
            for name in ("value", "range", "method"):
                if name in row:
                    assert any(row[name] in cell for cell in on_paper), row[name]

    as_typed()
