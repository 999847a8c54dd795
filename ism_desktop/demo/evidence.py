"""The demo patient's research papers: a real one, named as a source in docs/clinical-sources.md, and invented ones that say so."""

from datetime import date

from ism_desktop.demo.entries import Entry, near, on
from ism_desktop.records.kinds.publication_imports import PUBLICATION_IMPORTS
from ism_desktop.records.kinds.publications import LATER, NEW, NOT_FOR_ME, PUBLICATIONS, SEEN
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import Rows

_FILE = "pubmed-demo-set.nbib"
_ABSTRACT = (
    "BACKGROUND: This abstract was invented for the demo, and so was the study. METHODS: Nobody was asked anything. RESULTS: There are"
    " none. CONCLUSIONS: It only shows how an abstract is read here."
)


def entries(today: date) -> list[Entry]:
    """Every record of these kinds, and the question that one of them became."""
    return [_QUESTION, *_PAPERS, _import(today)]


_QUESTION = Entry(
    QUESTIONS,
    {
        "text": "Which of the doctors named in the paper on care by several specialists are in my team?",
        "status": "open",
    },
    key="question_of_paper",
)

_PAPERS = (
    Entry(
        PUBLICATIONS,
        {
            "pmid": "34804442",
            "doi": "10.4084/mjhid.2021.068",
            "title": "Systemic Mastocytosis: Multidisciplinary Approach",
            "authors": "Zanotti R, Tanasi I, Crosera L, Bonifacio M, Schena D, Orsolini G, Mastropaolo F,"
            " Tebaldi M, Olivieri E, Bonadonna P",
            "journal": "Mediterranean journal of hematology and infectious diseases",
            "published": on("2021-11-01"),
            "types": "Journal Article; Review",
            "state": LATER,
            "notes": "To take along to the haematologist.",
            "where_from": _FILE,
        },
        refers={"question": "question_of_paper"},
    ),
    Entry(
        PUBLICATIONS,
        {
            "title": "Invented for the demo: a diary on paper and on a screen",
            "authors": "Demo A, Demo B",
            "journal": "Invented journal",
            "published": on("2026-05"),
            "types": "Journal Article; Systematic Review",
            "abstract": _ABSTRACT,
            "state": NEW,
            "where_from": _FILE,
        },
    ),
    Entry(
        PUBLICATIONS,
        {
            "title": "Invented for the demo: how a guideline is marked",
            "journal": "Invented journal",
            "published": on("2026"),
            "types": "Journal Article; Practice Guideline",
            "abstract": _ABSTRACT,
            "state": NEW,
            "where_from": _FILE,
        },
    ),
    Entry(
        PUBLICATIONS,
        {
            "title": "Invented for the demo: how a retracted paper is marked",
            "authors": "Demo C",
            "journal": "Invented journal",
            "published": on("2024-02-10"),
            "types": "Journal Article; Retracted Publication",
            "relations": Rows.of([{"what": "retraction_in", "where": "Invented journal. 2026;1:1"}]),
            "abstract": _ABSTRACT,
            "state": SEEN,
            "news": "retracted",
            "where_from": _FILE,
        },
    ),
    Entry(
        PUBLICATIONS,
        {
            "title": "Invented for the demo: something about mice",
            "journal": "Invented journal",
            "published": on("2025-09"),
            "types": "Journal Article",
            "state": NOT_FOR_ME,
            "where_from": _FILE,
        },
    ),
)


def _import(today: date) -> Entry:
    return Entry(
        PUBLICATION_IMPORTS,
        {
            "on_date": near(today, -20),
            "file_name": _FILE,
            "file_format": "medline",
            "total": 6,
            "new": 4,
            "known": 1,
            "changed": 1,
            "refused": 1,
            "refusals": Rows.of([{"number": 6, "reason": "no_title", "about": "The last entry of the file"}]),
            "search": '"systemic mastocytosis"[tiab]',
            "notes": "Invented for the demo.",
        },
    )
