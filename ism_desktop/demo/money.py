"""The demo patient's insurance: one biopsy billed, partly paid, the rest refused, appealed and won; an authorisation; a receipt."""

from datetime import date
from decimal import Decimal

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, near, on
from ism_desktop.records.kinds.authorisations import AUTHORISATIONS
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bill_states import BILL_STATES
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.denials import DENIALS
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.values import Moment, Money, PartialTime, Rows

_CLINIC = "Mast Cell Clinic, Hollow Creek University Hospital"
_INSURER = "Lanternlight Health Plan"
_POLICY, _BILL, _DENIAL, _EXPLANATION, _AUTHORISATION = (
    "policy",
    "biopsy bill",
    "denial",
    "explanation",
    "authorisation",
)
_SERVICE, _BILLED, _EXPLAINED, _APPEALED, _WON = -34, -30, -24, -20, -8


def _usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def entries(today: date) -> list[Entry]:
    """Policy first, then what refers to it."""
    return [*_policy(today), *_bills(today), *_explanation(today), *_payments(today), *_denial(today), *_states(today)]


def _policy(today: date) -> list[Entry]:
    return [
        Entry(
            POLICIES,
            {
                "insurer": _INSURER,
                "plan": "Silver, family",
                "type": "employer",
                "pays": "first",
                "holder": "Jordan Vale",
                "member_number": "LHP 0000 1234",
                "group_number": "HC-77",
                "rx_bin": "000000",
                "rx_pcn": "DEMO",
                "rx_group": "LHPRX",
                "phone": "+1 555 010 0150",
                "portal": "The portal on the card",
                "valid_from": near(today, -700),
                "valid_to": near(today, 320),
                "year_begins": 1,
                "deductible": _usd("500"),
                "family_deductible": _usd("1000"),
                "most_out_of_pocket": _usd("3000"),
                "family_out_of_pocket": _usd("6000"),
                "said_deductible": _usd("60"),
                "said_out_of_pocket": _usd("60"),
                "said_family_deductible": _usd("310"),
                "said_family_out_of_pocket": _usd("425"),
                "said_on": near(today, -20),
                "notes": "The card is in the wallet, behind the emergency card.",
            },
            key=_POLICY,
            refers={"card_front": papers.INSURANCE, "card_back": papers.INSURANCE},
        ),
        Entry(
            AUTHORISATIONS,
            {
                "what": "Cromolyn sodium, 240 ampoules in 30 days",
                "provider": "Dr Imani Okafor",
                "asked_by": "Dr Imani Okafor",
                "asked_on": on("2025-07-21"),
                "number": "LHP-DEMO-55102",
                "decision": "granted",
                "decided_on": on("2025-08-04"),
                "valid_from": on("2025-08-04"),
                "notes": "Until further notice, as the letter says.",
            },
            refers={"policy": _POLICY, "medication": "cromolyn"},
            proofs=(Proof(papers.INSURANCE, 1),),
        ),
        Entry(
            AUTHORISATIONS,
            {
                "what": "Biopsy of the skin with special stains",
                "provider": _CLINIC,
                "asked_by": "Callum Reed",
                "asked_on": near(today, -180),
                "number": "LHP-DEMO-55391",
                "decision": "partly",
                "decided_on": near(today, -170),
                "valid_from": near(today, -170),
                "valid_to": near(today, 75),
                "lead_weeks": 6,
                "renewed": False,
                "notes": "They want a letter that says what was tried before.",
            },
            key=_AUTHORISATION,
            refers={"policy": _POLICY, "procedure": "marrow"},
        ),
    ]


def _bills(today: date) -> list[Entry]:
    return [
        Entry(
            BILLS,
            {
                "what": "Biopsy of the skin",
                "type": "bill",
                "provider": _CLINIC,
                "number": "HC-26-0417",
                "service_on": near(today, _SERVICE),
                "billed_on": near(today, _BILLED),
                "due_on": near(today, 12),
                "total": _usd("240"),
                "lines": Rows(
                    (
                        {
                            "service_on": near(today, _SERVICE),
                            "what": "Taking the sample",
                            "provider": "Dr Lucia Fenn",
                            "billed": _usd("150"),
                        },
                        {"service_on": near(today, _SERVICE), "what": "Looking at it", "billed": _usd("90")},
                    )
                ),
                "notes": "The insurer paid in two parts: the second after the appeal.",
            },
            key=_BILL,
            refers={"appointment": "last visit"},
        ),
        Entry(
            BILLS,
            {
                "what": "Antihistamine, without prescription",
                "type": "receipt",
                "provider": "Hollow Creek Pharmacy",
                "billed_on": near(today, -40),
                "total": _usd("12.50"),
            },
        ),
    ]


def _explanation(today: date) -> list[Entry]:
    return [
        Entry(
            BENEFIT_EXPLANATIONS,
            {
                "insurer": _INSURER,
                "number": "C-0000-9182",
                "on_date": near(today, _EXPLAINED),
                "provider": _CLINIC,
                "service_on": near(today, _SERVICE),
                "billed": _usd("240"),
                "allowed": _usd("210"),
                "adjustment": _usd("30"),
                "paid": _usd("120"),
                "paid_to": "provider",
                "my_share": _usd("90"),
                "to_deductible": _usd("60"),
                "lines": Rows(
                    (
                        {
                            "service_on": near(today, _SERVICE),
                            "what": "Biopsy of the skin",
                            "billed": _usd("240"),
                            "allowed": _usd("210"),
                            "adjustment": _usd("30"),
                            "paid_first": _usd("120"),
                            "my_share": _usd("90"),
                        },
                    )
                ),
                "remarks": "Code 17: part of the service is not covered.",
                "notes": "The 30 of code 17 were appealed.",
            },
            key=_EXPLANATION,
            refers={"policy": _POLICY, "bill": _BILL, "appointment": "last visit"},
        )
    ]


def _payments(today: date) -> list[Entry]:
    said = {"bill": _BILL, "policy": _POLICY, "explanation": _EXPLANATION}
    return [
        Entry(
            PAYMENTS,
            {"way": "by_insurer", "amount": _usd("120"), "on_date": near(today, _EXPLAINED), "number": "C-0000-9182"},
            refers=said,
        ),
        Entry(PAYMENTS, {"way": "taken_off", "amount": _usd("30"), "on_date": near(today, _EXPLAINED)}, refers=said),
        Entry(
            PAYMENTS,
            {"way": "by_insurer", "amount": _usd("30"), "on_date": near(today, _WON), "notes": "After the appeal."},
            refers={"bill": _BILL, "policy": _POLICY},
        ),
        Entry(
            PAYMENTS,
            {"way": "by_me", "amount": _usd("20"), "on_date": near(today, -5), "who": "Jordan Vale", "how": "card"},
            refers={"bill": _BILL},
        ),
    ]


def _denial(today: date) -> list[Entry]:
    return [
        Entry(
            DENIALS,
            {
                "what": "Part of the biopsy, 30.00",
                "number": "C-0000-9182",
                "denied_on": near(today, _EXPLAINED),
                "reason": "Code 17: part of the service is not covered.",
                "deadline_on": near(today, 45),
                "level": "first",
                "appealed_on": near(today, _APPEALED),
                "asked": "To pay the whole of the second line: the sample had to be stained for mast cells.",
                "outcome": "won",
                "decided_on": near(today, _WON),
                "steps": Rows(
                    (
                        {"on_date": near(today, -22), "what": "Dr Fenn wrote a letter of necessity"},
                        {"on_date": near(today, _APPEALED), "what": "Appeal sent by fax, 4 pages"},
                        {"on_date": near(today, _WON), "what": "Letter: paid in full"},
                    )
                ),
                "notes": "Keep the letter for next time.",
            },
            key=_DENIAL,
            refers={"policy": _POLICY, "bill": _BILL, "authorisation": _AUTHORISATION},
        ),
        Entry(
            CALLS,
            {
                "with_whom": _INSURER,
                "spoke_to": "Ms Ada Lind",
                "at": Moment(near(today, -14), PartialTime(14, 10)),
                "number": "+1 555 010 0150",
                "reference": "R-7781",
                "said": "The appeal is there and is being looked at.",
                "done": True,
            },
            refers={"bill": _BILL, "denial": _DENIAL},
        ),
    ]


def _states(today: date) -> list[Entry]:
    with_insurer = {"bill": _BILL, "policy": _POLICY}
    return [
        Entry(BILL_STATES, {"state": "billed", "on_date": near(today, _BILLED)}, refers={"bill": _BILL}),
        Entry(
            BILL_STATES,
            {"state": "denied", "on_date": near(today, _EXPLAINED), "until": near(today, 45), "notes": "30 of 240"},
            refers=with_insurer,
        ),
        Entry(BILL_STATES, {"state": "appealed", "on_date": near(today, _APPEALED)}, refers=with_insurer),
        Entry(BILL_STATES, {"state": "paid", "on_date": near(today, _WON)}, refers=with_insurer),
    ]
