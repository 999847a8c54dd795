"""What stands on the demo patient's invented documents; `make_demo_documents.py` draws them."""

from dataclasses import dataclass
from enum import Enum, auto

PATIENT = "Patient: Juniper Vale, born 14 March 1978"


class Drawn(Enum):
    """What kind of file the drawn pages become."""

    PDF = auto()
    PHOTOCOPY = auto()
    SCAN = auto()
    FAX = auto()


@dataclass(frozen=True)
class Paper:
    """One document: the head on each page, and the text of every page.

    The blocks of a page stand apart by an empty line: a paragraph, `# a heading`, `~ a signature`, or the rows of a table with `|`
    between the cells, the first row being its head.
    """

    file_name: str
    title: str
    date: str
    house: str
    department: str
    phone: str
    pages: tuple[str, ...]
    drawn: Drawn = Drawn.PDF
    serif: bool = False


_MARROW = Paper(
    file_name="bone-marrow-report-2019.pdf",
    title="Bone marrow pathology report",
    date="Reported 28 May 2019",
    house="Hollow Creek University Hospital",
    department="Haematopathology, Building C (invented)",
    phone="+1 555 010 0120",
    pages=(
        """
Specimen: bone marrow trephine and aspirate, left posterior iliac crest. Collected 21 May 2019. Number
HC-19-DEMO-0417. Sent by Dr Imani Okafor, Mast Cell Clinic. Question: systemic mastocytosis? Baseline tryptase
31.2 ng/mL, spots on the thighs since about 2012, collapse after a wasp sting in 2016.

# Trephine

Length 17 mm, well preserved. Cellularity about 45 %, right for age. Several dense, compact groups of mast
cells, each of more than 15 cells, beside the bone and around vessels. Mast cells make up about 10 % of the
cellularity. Many are spindle-shaped (about 60 %). Trilineage maturation without dysplasia. Reticulin is
increased within the groups only.

# Immunohistochemistry

Marker | Mast cells
Tryptase | positive
CD117 (KIT) | positive, strong
CD25 | positive
CD2 | positive in part
CD30 | negative

# Conclusion

Indolent systemic mastocytosis according to WHO 2016: the major criterion and four minor criteria are met
(spindle shape, CD25, KIT D816V, tryptase above 20 ng/mL). No sign of an associated haematologic neoplasm. No
C-findings in the marrow.

~ Dr Anselm Quill, haematopathologist
""",
        """
# Aspirate and flow cytometry

Slightly hypocellular particles. Mast cells 0.4 % of nucleated cells, CD25 positive. Blasts 1 %. No dysplasia
in 200 cells.

# Molecular findings

Test | Method | Result
KIT D816V, marrow | allele-specific PCR | detected, 1.2 %
KIT D816V, blood | allele-specific PCR | detected, 0.3 %
Myeloid gene panel | next-generation sequencing | no further variant
Karyotype | 20 metaphases | 46,XX

# Comment

The ordinary gene panel did not show KIT D816V; the sensitive method did. Please use the sensitive method for
follow-up. Bone density and a skin examination are suggested by the clinic’s protocol.

~ Dr Anselm Quill, haematopathologist
""",
    ),
)

_BLOOD = Paper(
    file_name="blood-test-2025.pdf",
    title="Laboratory report",
    date="Drawn 6 May 2025, 08:40",
    house="Hollow Creek Laboratory",
    department="Clinical chemistry and haematology (invented)",
    phone="+1 555 010 0127",
    pages=(
        """
Sent by: Dr Imani Okafor, Mast Cell Clinic. State when drawn: no symptoms for more than a week. Ranges are
this laboratory’s own.

# Tryptase

Date | Result | Range | State
6 May 2025 | 28.6 ng/mL | below 11.4 | baseline
14 May 2024 | 29.4 ng/mL | below 11.4 | baseline
9 May 2022 | 29.9 ng/mL | below 11.4 | baseline
12 March 2019 | 31.2 ng/mL | below 11.4 | baseline

# Blood count

Item | Result | Range
Haemoglobin | 13.4 g/dL | 12.0 to 15.5
Leucocytes | 6.1 x10^9/L | 4.0 to 10.0
Eosinophils | 0.3 x10^9/L | 0.0 to 0.5
Platelets | 248 x10^9/L | 150 to 400

# Chemistry

Item | Result | Range
ALT | 19 U/L | below 35
Alkaline phosphatase | 71 U/L | 35 to 105
Creatinine | 0.8 mg/dL | 0.5 to 0.9
Calcium | 9.3 mg/dL | 8.6 to 10.2
25-OH vitamin D | 27 ng/mL | 30 to 60

Tryptase in ng/mL is the same number in ug/L.
""",
    ),
)

_BONES = Paper(
    file_name="bone-density-2024.pdf",
    title="Bone density scan (DXA)",
    date="Scanned 17 September 2024",
    house="Alder Bone Health Practice",
    department="Bone densitometry (invented)",
    phone="+1 555 010 0133",
    pages=(
        """
Reason: indolent systemic mastocytosis. Earlier scan: 14 September 2021, same machine. No known fracture.

Site | Density | T-score | Z-score | Since 2021
Lumbar spine L1 to L4 | 0.921 g/cm2 | -1.6 | -1.2 | -1.1 %
Left femoral neck | 0.748 g/cm2 | -1.4 | -0.9 | -0.6 %
Left total hip | 0.842 g/cm2 | -1.0 | -0.7 | -0.4 %

# Side view of the spine (VFA)

No vertebral fracture from T5 to L4.

# Reading

Osteopenia at the spine and the femoral neck. No statistically certain change since 2021. Vitamin D to be
checked by the family doctor. The next scan is left to the treating team.

~ Dr Piet Alder, bone health
""",
    ),
)

_ALLERGIST = Paper(
    file_name="allergist-letter-2025.pdf",
    title="Letter after the visit of 11 February 2025",
    date="13 February 2025",
    house="Dr Tobias Wren",
    department="Allergy and immunology, 4 Millpond Lane (invented)",
    phone="+1 555 010 0130",
    serif=True,
    pages=(
        """
Dear Dr Okafor,

thank you for letting me see Ms Vale again. She has indolent systemic mastocytosis and is allergic to wasp
venom.

# Venom

Collapse about ten minutes after a wasp sting on 20 August 2016, without hives. Specific IgE to wasp venom 3.1
kU/L in 2016 and 1.9 kU/L now; bee venom negative. Venom immunotherapy since January 2017, every six weeks,
without a reaction since the first month. As agreed with you it will go on for life. She carries two
adrenaline injectors and showed me with the trainer how to use them.

# Drugs that caused reactions

Ibuprofen 400 mg in June 2014: flushing, stomach cramps and fainting after thirty minutes. Confirmed by the
history; not to be tested again. Morphine after the hand operation in 2011: itching all over and low blood
pressure in recovery.

Contrast medium: one CT scan in 2018 with sneezing and a few hives although medicine had been given before. I
call it suspected.
""",
        """
# Drugs that went well

Paracetamol many times. Fentanyl, propofol and ondansetron at the knee arthroscopy of 6 October 2023, after
the premedication of your plan. Amoxicillin in 2021. Both doses of the 2021 vaccination, watched for an hour.

# Penicillin

The childhood label “penicillin rash” is removed: she had amoxicillin for ten days in 2021 without any
symptom.

# What we agreed

1. Venom immunotherapy goes on. 2. Two injectors at all times, checked at each visit. 3. She asks before any
new pain medicine. 4. The premedication plan stays with you. Next visit in one year.

With kind regards,

~ Dr Tobias Wren, allergist
""",
    ),
)

_PLAN = Paper(
    file_name="emergency-plan-signed-2025.png",
    title="Emergency plan",
    date="10 June 2025",
    house="Mast Cell Clinic, Hollow Creek",
    department="Dr Imani Okafor, haematology (invented)",
    phone="+1 555 010 0121",
    drawn=Drawn.SCAN,
    pages=(
        """
Indolent systemic mastocytosis. Wasp venom allergy. May collapse without a rash.

# At the first sign of a severe reaction

Lie down, legs up. Adrenaline injector 0.3 mg into the outer thigh at once. Call 911 and say: anaphylaxis,
mast cell disease.

# If not better after 10 minutes

Second injector. Note both times on this paper.

# After adrenaline

Cetirizine 10 mg and prednisone 50 mg by mouth, only if able to swallow. Always go to hospital, also when
better. Stay for observation as long as the team says.

# For the hospital team

Draw tryptase 30 to 120 minutes after the start and again after 24 hours. Baseline 28.6 ng/mL (6 May 2025).
Avoid ibuprofen and other NSAIDs, and morphine. Fentanyl and paracetamol were tolerated after premedication.
Call the clinic’s doctor on call: +1 555 010 0122.

To be looked at again at each yearly visit, and after any severe reaction.

~ Dr Imani Okafor, 10 June 2025
""",
    ),
)

_HOSPITAL = Paper(
    file_name="hospital-letter-2016.jpg",
    title="Discharge letter",
    date="22 August 2016",
    house="Fernbrook County Hospital",
    department="Emergency department (invented)",
    phone="+1 555 010 0140",
    drawn=Drawn.PHOTOCOPY,
    serif=True,
    pages=(
        """
Admitted 20 August 2016, 17:35. Discharged 22 August 2016.

# What happened

Wasp sting on the left forearm in the garden. After about ten minutes warmth, vomiting, then collapse. Found
pale, pulse 128, blood pressure 62/34. No hives, no swelling of the tongue. The ambulance crew gave adrenaline
0.5 mg into the thigh twice, ten minutes apart, oxygen and two litres of fluid.

# In hospital

Blood pressure 105/60 on arrival. Serum tryptase 70 minutes after the sting 86 ng/mL; two days later 32 ng/mL.
Watched for two nights, no second reaction. ECG and troponin normal.

# Given to take home

Two adrenaline injectors 0.3 mg and an instruction. Cetirizine 10 mg daily for a week.

# Please

The tryptase stayed raised two days later. We ask the family doctor to arrange a visit at a mast cell clinic
and an allergist.

~ Dr Rosalind Marsh, emergency department
""",
    ),
)

_PREMEDICATION = Paper(
    file_name="premedication-and-anaesthesia-2023.tiff",
    title="Premedication plan and anaesthesia record",
    date="6 October 2023",
    house="Hollow Creek University Hospital",
    department="Anaesthesia, by fax (invented)",
    phone="+1 555 010 0124",
    drawn=Drawn.FAX,
    pages=(
        """
Operation: arthroscopy of the right knee, day case. Plan agreed with Dr Okafor on 28 September 2023.

# Before

When | What
The evening before, 21:00 | prednisone 50 mg, famotidine 20 mg, cetirizine 10 mg
Morning, 06:00 | prednisone 50 mg, montelukast 10 mg
One hour before | diphenhydramine 25 mg, famotidine 20 mg

# In the room

Warm room and warm fluids. Calm, quiet start. Pad all pressure points. One drug at a time. Adrenaline drawn up
and at hand.

Not to be given: morphine, ibuprofen, ketorolac.

~ Dr Mei Castellan, anaesthetist
""",
        """
# Anaesthesia record, 6 October 2023

Time | What
08:10 | midazolam 1 mg
08:25 | fentanyl 100 micrograms, propofol 160 mg, airway mask
08:30 to 09:15 | sevoflurane; blood pressure 104/60 to 122/70
09:05 | paracetamol 1 g, ondansetron 4 mg
09:20 | awake, no flushing, no itching

Tryptase one hour after the end: 30.1 ng/mL, as at baseline. Home at 14:00.

# For the next time

All drugs listed on this page were tolerated, after the premedication on page 1. Keep this sheet in the
binder.

~ Dr Mei Castellan, anaesthetist
""",
    ),
)

_INSURANCE = Paper(
    file_name="insurance-letter-2025.pdf",
    title="Your request for prior authorisation: approved",
    date="4 August 2025",
    house="Lanternlight Health Plan",
    department="Pharmacy benefits, Box 17 (invented)",
    phone="+1 555 010 0150",
    pages=(
        """
Dear Ms Vale,

we have reviewed the request of Dr Imani Okafor of 21 July 2025. The medicine below is approved.

Item | Our decision
Medicine | cromolyn sodium, oral, 100 mg in 5 mL ampoules
Amount | 240 ampoules in 30 days
Approved from | 4 August 2025
Approved until | further notice
Authorisation number | LHP-DEMO-55102

# What you need to do

Nothing for now. Your pharmacy has been told. Please ask your doctor to write to us if the medicine or the
amount changes.

# Your share

40 dollars for each filling of the prescription, after the yearly deductible. This letter is no bill.

If you do not agree with any part of this letter you may write to us within 180 days.

Member services, Lanternlight Health Plan
""",
    ),
)

_RECEIPT = Paper(
    file_name="scan-0041.pdf",
    title="Receipt",
    date="Date: 17 November 2025",
    house="Hollow Creek Pharmacy",
    department="Till 2 (invented)",
    phone="+1 555 010 0160",
    pages=(
        """
Item | Paid
loratadine 10 mg, 30 tablets | 9.40 dollars
sun cream, 100 mL | 12.00 dollars
Sum | 21.40 dollars

Paid by card. Please keep this receipt for your insurance.
""",
    ),
)

_APPOINTMENT = Paper(
    file_name="scan-0042.pdf",
    title="Your next visit",
    date="Date of letter: 24 November 2025",
    house="Mast Cell Clinic",
    department="Hollow Creek, Building A (invented)",
    phone="+1 555 010 0110",
    pages=(
        """
Dear Ms Vale,

thank you for your call. Your next visit is on 12 May 2026 at 10:30, with Dr Imani Okafor. Please bring your
list of medicines and your questions.

If you cannot come, please call us two days before.

Reception, Mast Cell Clinic
""",
    ),
)

DOCUMENTS: tuple[Paper, ...] = (
    _MARROW,
    _BLOOD,
    _BONES,
    _ALLERGIST,
    _PLAN,
    _HOSPITAL,
    _PREMEDICATION,
    _INSURANCE,
    _RECEIPT,
    _APPOINTMENT,
)
