"""Invented names and what is billed, in four languages."""

US_SERVICES = (
    ("99213", "Office visit, established patient"), ("11104", "Punch biopsy of skin, single lesion"), ("88305", "Tissue exam by pathologist"), ("83520", "Tryptase, serum"),
    ("85025", "Complete blood count with differential"), ("80053", "Comprehensive metabolic panel"), ("96372", "Therapeutic injection"), ("77080", "Bone density scan DXA axial"),
    ("36415", "Venipuncture"), ("38222", "Bone marrow biopsy and aspiration"), ("88342", "Immunohistochemistry CD117"), ("81273", "KIT D816V mutation analysis"),
    ("96365", "Infusion, first hour"), ("J2357", "Omalizumab 5 mg injection"), ("93000", "Electrocardiogram 12 lead"), ("76700", "Ultrasound abdomen complete"),
)  # fmt: skip
HOSPITAL = (
    ("0250", "PHARMACY GENERAL"), ("0301", "LAB CHEMISTRY"), ("0305", "LAB HEMATOLOGY"), ("0312", "PATHOLOGY HISTOLOGY"), ("0360", "OR SERVICES MINOR"), ("0450", "EMERGENCY ROOM LEVEL 4"),
    ("0636", "DRUG EPINEPHRINE 0.3 MG"), ("0260", "IV THERAPY"), ("0730", "EKG/ECG"), ("0272", "STERILE SUPPLY"), ("0258", "IV SOLUTIONS SALINE 1000 ML"), ("0762", "OBSERVATION PER HOUR"),
    ("0351", "CT SCAN HEAD"), ("0420", "PHYSICAL THERAPY"),
)  # fmt: skip
GOAE = (
    ("1", "Beratung, auch telefonisch"), ("3", "Eingehende Beratung, mehr als 10 Minuten"), ("5", "Symptombezogene Untersuchung"), ("7", "Vollständige Untersuchung Hautorgan"), ("250", "Blutentnahme mittels Spritze"),
    ("252", "Injektion subkutan"), ("385", "Pricktest, 1.-20. Test"), ("2401", "Probeexzision aus der Haut"), ("3550", "Blutbild"), ("4802", "Histologische Untersuchung"), ("75", "Ausführlicher Befundbericht"),
    ("602", "Oxymetrische Untersuchung"), ("651", "EKG mit Extremitätenableitungen"), ("3741", "Tryptase, Ligandenassay"),
)  # fmt: skip
GKV = ("Osteopathische Behandlung", "Professionelle Zahnreinigung", "Fahrtkosten zur Klinik", "Haushaltshilfe", "Reiseschutzimpfung", "Hilfsmittel Kompressionsstrümpfe", "Präventionskurs Bewegung", "Arzneimittel ohne Rezeptpflicht")
TARMED = (
    ("00.0010", "Konsultation, erste 5 Min."), ("00.0020", "+ Konsultation, jede weiteren 5 Min."), ("00.0030", "+ Konsultation, letzte 5 Min."), ("04.0810", "Biopsie Haut, Stanze"), ("00.0716", "Entnahme Blut, venös"),
    ("00.0050", "+ Vorbesprechung Eingriff"), ("17.0010", "Elektrokardiogramm"), ("04.0195", "Allergietest Prick, 1-20"), ("00.0140", "Leistung in Abwesenheit, pro 5 Min."), ("39.3250", "Ultraschall Abdomen"),
)  # fmt: skip
ES = ("Consulta de alergología", "Biopsia cutánea", "Análisis de triptasa sérica", "Estudio anatomopatológico", "Prueba cutánea prick test", "Extracción de sangre", "Ecografía abdominal", "Densitometría ósea", "Revisión dermatología", "Administración de medicamento")
FR = (("CS", "Consultation spécialiste"), ("APC", "Avis ponctuel de consultant"), ("ADE", "Biopsie cutanée"), ("KMB", "Prise de sang"), ("BHN", "Dosage de la tryptase"), ("PH7", "Pharmacie 65 %"), ("ADI", "Densitométrie osseuse"), ("ATM", "Analyse anatomopathologique"))
RECEIPT = {
    "en": ("Cetirizine 10mg 30s", "Famotidine 20mg", "Barrier cream 100ml", "Plasters sensitive", "Vitamin D3 1000IU", "Saline spray", "Eye drops 10ml", "Sun lotion SPF50"),
    "de": ("Cetirizin 10 mg 20 St", "Fexofenadin 120 mg", "Basiscreme 100 g", "Pflaster sensitiv", "Vitamin D3 1000", "Nasenspray", "Augentropfen 10 ml", "Zuzahlung Rezept"),
    "es": ("Cetirizina 10mg", "Famotidina 20mg", "Crema hidratante", "Tiritas sensibles", "Vitamina D3", "Suero fisiologico", "Colirio 10ml", "Protector solar"),
    "fr": ("Cetirizine 10mg", "Famotidine 20mg", "Creme emolliente", "Pansements", "Vitamine D3", "Serum physio", "Collyre 10ml", "Ecran solaire"),
}
DENTAL = {
    "en": (("D0120", ("Periodic oral evaluation,", "established patient")), ("D2740", ("Crown, porcelain/ceramic substrate,", "upper right second premolar,", "shade A2")), ("D1110", ("Prophylaxis, adult",)),
           ("D2392", ("Resin-based composite, two surfaces,", "posterior")), ("D0274", ("Bitewings, four radiographic images",)), ("D4341", ("Periodontal scaling and root planing,", "four or more teeth per quadrant"))),
    "de": (("0010", ("Eingehende Untersuchung zur Feststellung", "von Zahn-, Mund- und Kiefererkrankungen")), ("2080", ("Präparieren einer Kavität, zweiflächig,", "Adhäsivtechnik, Konditionieren")), ("1040", ("Professionelle Zahnreinigung",)),
           ("0090", ("Intraorale Infiltrationsanästhesie",)), ("2210", ("Vollkrone, Hohlkehl- oder", "Stufenpräparation")), ("4050", ("Entfernung harter und weicher", "Zahnbeläge, je Zahn"))),
}  # fmt: skip
US_PROVIDERS = ("Hollow Creek Medical Center", "Larkfield Allergy Associates", "Three Pines Dermatology Clinic", "Stonebridge Hospital", "Quill Physicians Group")
DE_PROVIDERS = ("Hautarztpraxis Dr. med. Ina Quill", "Gemeinschaftspraxis am Mühlbach", "Praxis Dr. Tilo Ahorn", "Zahnarztpraxis Dr. Ute Birk")
PATIENT = "Ada Marrow"
