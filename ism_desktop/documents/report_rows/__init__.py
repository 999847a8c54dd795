"""Rows of a lab report: what stands in each line of its tables, to the letter, with every reason to doubt it. Nothing is interpreted."""

from ism_desktop.documents.report_rows.proposing import proposed_rows
from ism_desktop.documents.report_rows.values import Doubt, KnownTests, ProposedRow, Reason

__all__ = ["Doubt", "KnownTests", "ProposedRow", "Reason", "proposed_rows"]
