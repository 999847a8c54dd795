"""A value as the lab printed it comes back to the letter from a plain export."""

from collections.abc import Callable
from pathlib import Path

from ism_desktop.exchange import export, import_export
from ism_desktop.records import store
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.values import Gap, Rows, parse_quantity
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_PRINTED = (
    *("< 1.0", "1:160", "trace", "positive", "28,6", "28.60", "1,500", "1.500,00", "> 2 000", "5-10", "++", "neg."),
    *(
        "4.5 x 10^9/L",
        "detected, 0.3 %",
        "≥ 20",
        "~3",
        "0",
        "-0,5",
        "12.3 H",
        "see comment",
        "１２",
        "½",
        "=5",
        "@SUM(1)",
    ),
)


def test_every_printed_value_comes_back(new_vault: Callable[[], Vault], workers: Workers, tmp_path: Path) -> None:
    vault = new_vault()
    rows = Rows.of(
        {
            "test": f"Test {number}",
            "value": parse_quantity(text),
            "range": text,
            "unit": text,
            "flag": text,
            "key": "wbc",
        }
        for number, text in enumerate(_PRINTED)
    )
    with vault.write() as session:
        store.save(session, TEST_RESULTS, {"taken_at": Gap.UNKNOWN, "values": rows})
    export(vault, tmp_path / "out")
    again = new_vault()
    import_export(again, tmp_path / "out", workers)
    with again.read() as session:
        (record,) = store.list_active(session, TEST_RESULTS)
    assert record.values["values"] == rows
    assert [row["value"].text for row in record.values["values"].rows] == list(_PRINTED)
