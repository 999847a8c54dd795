"""The demo patient's reports, and what her diagnosis rests on: each as her documents say it."""

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, on
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.values import Gap, Rows, parse_quantity

_HOSPITAL = "Hollow Creek University Hospital"
_QUILL = "Dr Anselm Quill"
_ALDER = "Dr Piet Alder"


def entries() -> list[Entry]:
    """The reports first, then the findings that refer to them."""
    return [*_REPORTS, *_FINDINGS]


def _site(site: str, density: str, t_score: str, z_score: str) -> dict[str, object]:
    return {
        "site": site,
        "density": parse_quantity(density),
        "t_score": parse_quantity(t_score),
        "z_score": parse_quantity(z_score),
    }


_REPORTS = (
    Entry(
        REPORTS,
        {
            "title": "Letter from the allergist",
            "type": "evaluation",
            "on_date": on("2025-02-11"),
            "by_whom": "Dr Tobias Wren",
            "organisation": "Allergy practice at the pond",
            "area": "Blood",
            "findings": "Specific IgE to wasp venom 3.1 kU/L in 2016 and 1.9 kU/L now; bee venom negative.",
            "conclusion": "Venom immunotherapy goes on. Two injectors at all times, checked at each visit.",
        },
        proofs=(Proof(papers.ALLERGIST),),
    ),
    Entry(
        REPORTS,
        {
            "title": "Bone density scan 2024",
            "type": "bone_density",
            "on_date": on("2024-09-17"),
            "by_whom": _ALDER,
            "organisation": "Alder Bone Health Practice",
            "method": "DXA",
            "findings": "No vertebral fracture from T5 to L4.",
            "conclusion": "Osteopenia at the spine and the femoral neck. No statistically certain change since 2021.",
            "machine": "The same machine as on 14 September 2021",
            "bone_density": Rows(
                (
                    _site("Lumbar spine L1 to L4", "0.921 g/cm2", "-1.6", "-1.2"),
                    _site("Left femoral neck", "0.748 g/cm2", "-1.4", "-0.9"),
                    _site("Left total hip", "0.842 g/cm2", "-1.0", "-0.7"),
                )
            ),
        },
        key="bone report",
        proofs=(Proof(papers.BONES, 1),),
    ),
    Entry(
        REPORTS,
        {
            "title": "Bone density scan 2021",
            "type": "bone_density",
            "on_date": on("2021-09-14"),
            "by_whom": _ALDER,
            "organisation": "Alder Bone Health Practice",
            "method": "DXA",
            "machine": Gap.UNKNOWN,
            "bone_density": Rows(
                (
                    _site("Lumbar spine L1 to L4", "0.931 g/cm2", "-1.5", "-1.2"),
                    _site("Left femoral neck", "0.753 g/cm2", "-1.4", "-1.0"),
                    _site("Left total hip", "0.845 g/cm2", "-1.0", "-0.8"),
                )
            ),
            "notes": "Copied from Dr Alder’s screen. A print-out is asked for.",
        },
    ),
    Entry(
        REPORTS,
        {
            "title": "Skin examination",
            "type": "evaluation",
            "on_date": on("2019-07-09"),
            "by_whom": "Dr Lucia Fenn",
            "organisation": "Skin Practice Hollow Creek",
            "area": "Skin of the thighs and trunk",
            "findings": "About 40 brown-red spots on both thighs, a few on the trunk; they swell when rubbed.",
            "conclusion": "Maculopapular cutaneous mastocytosis. Photos are kept at the practice.",
            "where_from": "Told by my doctor",
        },
        key="skin report",
    ),
    Entry(
        REPORTS,
        {
            "title": "Ultrasound of the abdomen",
            "type": "imaging",
            "on_date": on("2019-06-18"),
            "organisation": _HOSPITAL,
            "area": "Abdomen",
            "method": "Ultrasound",
            "findings": "Liver and spleen of normal size. No enlarged lymph nodes.",
            "conclusion": Gap.NONE,
            "contrast": Gap.NONE,
            "where_from": "Told by my doctor",
        },
        key="ultrasound",
    ),
    Entry(
        REPORTS,
        {
            "title": "Molecular findings",
            "type": "genetics",
            "on_date": on("2019-05-28"),
            "by_whom": _QUILL,
            "organisation": _HOSPITAL,
            "area": "Marrow and blood",
            "method": "Allele-specific PCR",
            "findings": "KIT D816V, marrow: detected, 1.2 %\nKIT D816V, blood: detected, 0.3 %\n"
            "Myeloid gene panel: no further variant\nKaryotype: 46,XX",
            "conclusion": "The ordinary gene panel did not show KIT D816V; the sensitive method did.",
        },
        key="gene report",
        proofs=(Proof(papers.MARROW, 2),),
    ),
    Entry(
        REPORTS,
        {
            "title": "Bone marrow",
            "type": "marrow",
            "on_date": on("2019-05-21"),
            "by_whom": _QUILL,
            "organisation": _HOSPITAL,
            "area": "Left posterior iliac crest",
            "method": "Trephine and aspirate",
            "findings": "Cellularity about 45 %. Several dense, compact groups of mast cells, each of more than 15 cells."
            " Mast cells about 10 % of the cellularity, many spindle-shaped (about 60 %).",
            "conclusion": "Indolent systemic mastocytosis according to WHO 2016. No sign of an associated haematologic"
            " neoplasm. No C-findings in the marrow.",
        },
        key="marrow report",
        proofs=(Proof(papers.MARROW, 1), Proof(papers.MARROW, 2)),
    ),
    Entry(
        REPORTS,
        {
            "title": "CT of the abdomen",
            "type": "imaging",
            "on_date": on("2018"),
            "organisation": "Fernbrook County Hospital",
            "area": "Abdomen",
            "method": "CT",
            "contrast": "Contrast medium, name not known",
            "contrast_course": "Sneezing and a few hives although medicine had been given before",
            "notes": "The report itself is asked for. The letter tells of the contrast medium.",
            "where_from": "Letter",
            "confirmed_by": "Dr Tobias Wren",
        },
        key="ct report",
        proofs=(Proof(papers.ALLERGIST, 1),),
    ),
)

_FINDINGS = (
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "marrow",
            "state": "reported",
            "said": "Several dense, compact groups of mast cells, each of more than 15 cells. Mast cells about 10 % of the"
            " cellularity, many spindle-shaped (about 60 %).",
            "on_date": on("2019-05-21"),
            "method": "Trephine",
            "by_whom": _QUILL,
        },
        refers={"report": "marrow report"},
        proofs=(Proof(papers.MARROW, 1),),
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "tryptase",
            "state": "reported",
            "said": "31.2 ng/mL, baseline",
            "on_date": on("2019-03-12"),
            "by_whom": "Hollow Creek Laboratory",
            "notes": "The value at the time of the diagnosis. The newest one stands on the card.",
        },
        proofs=(Proof(papers.BLOOD, 1),),
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "kit",
            "state": "reported",
            "said": "KIT D816V detected: marrow 1.2 %, blood 0.3 %",
            "on_date": on("2019-05-28"),
            "method": "Allele-specific PCR, marrow and blood",
            "by_whom": _QUILL,
        },
        refers={"report": "gene report"},
        proofs=(Proof(papers.MARROW, 2),),
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "flow",
            "state": "reported",
            "said": "Mast cells 0.4 % of nucleated cells, CD25 positive",
            "on_date": on("2019-05-28"),
            "method": "Flow cytometry, aspirate",
            "by_whom": _QUILL,
        },
        proofs=(Proof(papers.MARROW, 2),),
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "flow",
            "state": "reported",
            "said": "CD25 positive, CD2 positive in part, CD30 negative",
            "on_date": on("2019-05-21"),
            "method": "Immunohistochemistry, trephine",
            "by_whom": _QUILL,
        },
        proofs=(Proof(papers.MARROW, 1),),
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "skin",
            "state": "told",
            "said": "Maculopapular cutaneous mastocytosis",
            "on_date": on("2019-07-09"),
            "by_whom": "Dr Lucia Fenn",
        },
        refers={"report": "skin report"},
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "hat",
            "state": "reported",
            "said": "2 copies of TPSAB1, no extra alpha copy",
            "on_date": on("2019-10-08"),
            "method": "Digital PCR (ddPCR), saliva",
            "notes": "I have the values only. Dr Okafor wrote to the laboratory for the letter itself.",
        },
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "c_findings",
            "state": "reported",
            "said": "No C-findings in the marrow.",
            "on_date": on("2019-05-28"),
            "by_whom": _QUILL,
        },
        refers={"report": "marrow report"},
        proofs=(Proof(papers.MARROW, 1),),
    ),
    Entry(
        DIAGNOSIS_EVIDENCE,
        {
            "topic": "bone",
            "state": "reported",
            "said": "Osteopenia at the spine and the femoral neck. No vertebral fracture from T5 to L4.",
            "on_date": on("2024-09-17"),
            "method": "DXA, side view of the spine",
            "by_whom": _ALDER,
        },
        refers={"report": "bone report"},
        proofs=(Proof(papers.BONES, 1),),
    ),
)
