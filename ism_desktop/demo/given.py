"""The demo patient's given papers, records requests and calls, and the answer that a question had before its latest one."""

from datetime import date

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, near, on
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.given_papers import GIVEN_PAPERS
from ism_desktop.records.kinds.question_answers import QUESTION_ANSWERS
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS
from ism_desktop.records.values import Moment, PartialTime

_OKAFOR = "Dr Imani Okafor"


def entries(today: date, yearly_question: str, last_visit: str) -> list[Entry]:
    """They refer to the question and the visit with these keys, which must stand before them."""
    return [
        Entry(
            QUESTION_ANSWERS,
            {
                "answer": "Twice a year for now, until we know how steady it is.",
                "answered_by": _OKAFOR,
                "answered_on": near(today, -370),
            },
            refers={"question": yearly_question, "answered_at": last_visit, "proof": papers.PLAN},
        ),
        *_given(today),
        *_requests(today),
        *_calls(today),
    ]


def _given(today: date) -> list[Entry]:
    return [
        Entry(
            GIVEN_PAPERS,
            {
                "who": "Dr Hana Sorel",
                "on_date": near(today, -200),
                "what": "Binder",
                "copy_number": 1,
                "how": "in_person",
                "with_results": True,
                "notes": "She keeps it in my file; the card is on the front.",
            },
        ),
        Entry(
            GIVEN_PAPERS,
            {
                "who": _OKAFOR,
                "on_date": near(today, -370),
                "what": "Binder",
                "copy_number": 1,
                "how": "post",
                "with_results": True,
            },
        ),
        Entry(
            GIVEN_PAPERS,
            {"who": _OKAFOR, "on_date": near(today, -34), "what": "Medication list", "copy_number": 3, "how": "portal"},
        ),
        Entry(
            GIVEN_PAPERS,
            {"who": "Choir leader", "on_date": near(today, -60), "what": "Emergency card", "how": "in_person"},
        ),
    ]


def _requests(today: date) -> list[Entry]:
    return [
        Entry(
            RECORDS_REQUESTS,
            {
                "asked": "Hollow Creek Laboratory",
                "what": "Blood counts of 2019 and 2020, with the lab’s ranges",
                "own_number": "HC-20417",
                "send_to": _OKAFOR,
                "how": "letter",
                "asked_on": near(today, -20),
                "due_on": near(today, 10),
                "notes": "They answer by post only.",
            },
        ),
        Entry(
            RECORDS_REQUESTS,
            {
                "asked": "Dr Piet Alder",
                "what": "Bone density scan of 2021, report and pictures",
                "how": "phone",
                "asked_on": on("2024-09-24"),
                "arrived_on": on("2024-10-02"),
                "missing": "The pictures; only the report came.",
                "closed": True,
            },
            proofs=(Proof(papers.BONES, 1),),
        ),
    ]


def _calls(today: date) -> list[Entry]:
    return [
        Entry(
            CALLS,
            {
                "with_whom": "Hollow Creek Laboratory",
                "spoke_to": "Mr Ilan Moss, archive",
                "at": Moment(near(today, -6), PartialTime(9, 40)),
                "number": "+1 555 010 0140",
                "reference": "R-5521",
                "said": "The counts of 2019 are on paper and are being copied.",
                "next_action": "Call again if nothing has come",
                "next_on": near(today, 5),
                "done": False,
            },
        ),
    ]
