"""Insurance and bills: policies, authorisations, bills, payments, explanations of benefits, states, denials; a call can be about one."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_LIMITS = ("deductible", "family_deductible", "most_out_of_pocket", "family_out_of_pocket")
_SAID = ("said_deductible", "said_out_of_pocket")
_TEXTS = {
    "policies": (
        *("insurer", "plan", "type", "pays", "holder", "member_number", "group_number", "rx_bin", "rx_pcn", "rx_group"),
        *("phone", "portal", "card_front", "card_back", "notes"),
    ),
    "authorisations": (
        *("what", "policy", "medication", "procedure", "provider", "asked_by", "number", "decision", "notes"),
    ),
    "bills": ("what", "type", "provider", "number", "lines", "appointment", "notes"),
    "payments": ("bill", "way", "policy", "who", "how", "number", "explanation", "notes"),
    "benefit_explanations": (
        *("policy", "insurer", "number", "provider", "bill", "appointment", "paid_to", "lines", "remarks", "notes"),
    ),
    "bill_states": ("bill", "policy", "state", "notes"),
    "denials": (
        *("what", "policy", "bill", "authorisation", "number", "reason", "level", "asked", "outcome", "steps", "notes"),
    ),
}
_DATES = {
    "policies": ("valid_from", "valid_to", "said_on"),
    "authorisations": ("asked_on", "decided_on", "valid_from", "valid_to"),
    "bills": ("service_on", "billed_on", "due_on"),
    "payments": ("on_date",),
    "benefit_explanations": ("on_date", "service_on"),
    "bill_states": ("on_date", "until"),
    "denials": ("denied_on", "deadline_on", "appealed_on", "decided_on"),
}
_MONEY = {
    "policies": (*_LIMITS, *_SAID),
    "bills": ("total",),
    "payments": ("amount",),
    "benefit_explanations": ("billed", "allowed", "adjustment", "paid", "my_share", "to_deductible"),
}
_NUMBERS = {"policies": ("year_begins",), "authorisations": ("lead_weeks",)}
_YES_NO = {"authorisations": ("renewed",)}
# By these the entries of one bill are found among thousands.
_LOOKED_UP = {"payments": ("bill",), "benefit_explanations": ("bill",), "bill_states": ("bill",)}


def upgrade(op: "Operations") -> None:
    """Make the tables, all empty, and give a call the bill and the refusal that it is about."""
    for name, texts in _TEXTS.items():
        op.create_table(
            name,
            sa.Column("id", sa.String(32), primary_key=True, nullable=False),
            sa.Column("created_at", sa.String(32), nullable=False),
            sa.Column("updated_at", sa.String(32), nullable=False),
            sa.Column("deleted_at", sa.String(32)),
            sa.Column("generation", sa.Integer(), nullable=False),
            sa.Column("author", sa.String(16), nullable=False),
            sa.Column("gaps", sa.JSON(), nullable=False),
            sa.Column("where_from", sa.Text()),
            sa.Column("confirmed_by", sa.Text()),
            sa.Column("confirmed_on", sa.String(16)),
            *(sa.Column(column, sa.Text()) for column in texts),
            *(sa.Column(column, sa.String(16)) for column in _DATES[name]),
            *(sa.Column(column, sa.String(32)) for column in _MONEY.get(name, ())),
            *(sa.Column(column, sa.Integer()) for column in _NUMBERS.get(name, ())),
            *(sa.Column(column, sa.Boolean()) for column in _YES_NO.get(name, ())),
        )
        for column in ("deleted_at", "generation", *_LOOKED_UP.get(name, ())):
            op.create_index(f"ix_{name}_{column}", name, [column])
    for column in ("bill", "denial"):
        op.add_column("calls", sa.Column(column, sa.Text()))
