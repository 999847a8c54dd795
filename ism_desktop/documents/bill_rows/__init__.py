"""Bills, receipts and explanations of benefits: what stands on them, exact to the cent, with its place and every reason to doubt it.

Nothing is decided or advised here: a person looks at what is proposed, and only what arithmetic confirms comes with its tick.
"""

from ism_desktop.documents.bill_rows.proposing import proposed_bill
from ism_desktop.documents.bill_rows.values import (
    Check,
    Doubt,
    Find,
    Ground,
    Paper,
    Place,
    ProposedBill,
    ProposedLine,
    Reason,
    Role,
)

__all__ = [
    "Check",
    "Doubt",
    "Find",
    "Ground",
    "Paper",
    "Place",
    "ProposedBill",
    "ProposedLine",
    "Reason",
    "Role",
    "proposed_bill",
]
