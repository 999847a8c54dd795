"""Words of invented papers in three languages. No person, place or number in them is real, and no sentence is advice."""

import random
from dataclasses import dataclass

LANGUAGES = ("eng", "deu", "spa")


@dataclass(frozen=True)
class Wording:
    """What the papers of one language are made of. `{n}` stands for a small number, `{d}` for a date, `{p}` for a person."""

    sentences: tuple[str, ...]
    tests: tuple[str, ...]
    fields: tuple[str, ...]
    goods: tuple[str, ...]
    screen: tuple[str, ...]
    titles: tuple[str, ...]
    heads: tuple[str, str, str, str]


_UNITS = ("mg/l", "g/dl", "ng/ml", "U/l", "mmol/l", "%", "pg/ml", "µg/l")
_PEOPLE = (
    "Harriet Lindqvist",
    "Oskar Bremer",
    "Marta Villalobos",
    "Jonas Whitfield",
    "Elena Castellano",
    "Rosa Kettler",
)

WORDING = {
    "eng": Wording(
        sentences=(
            "The patient was seen in the outpatient clinic on {d} together with {p}.",
            "She reported episodes of flushing and abdominal cramping that lasted about {n} minutes each.",
            "No fever, weight loss or night sweats were mentioned during the interview.",
            "The blood sample of {d} was drawn within {n} hours after the beginning of the reaction.",
            "Medication at the time of the visit was unchanged compared with the previous letter.",
            "An allergy to the local anaesthetic could not be confirmed by the tests that were carried out.",
            "The dermatologist described small brown spots on both thighs and on the lower back.",
            "We discussed how a reaction can be written down with its time, place and duration.",
            "The next appointment was arranged for {d} at half past {n} in the morning.",
            "A copy of this letter was given to the patient and sent to {p}.",
            "Ultrasound of the abdomen showed a liver and spleen of ordinary size.",
            "The pathologist counted {n} cells in a representative area of the second specimen.",
            "Sleep had improved since the spring, while headaches remained about equally frequent.",
            "Travel by aeroplane was tolerated well when sufficient breaks were planned beforehand.",
        ),
        tests=(
            "Tryptase",
            "Haemoglobin",
            "Leucocytes",
            "Platelets",
            "Ferritin",
            "Vitamin D",
            "Creatinine",
            "Sodium",
            "Potassium",
            "Calcium",
            "Histamine",
            "Albumin",
            "Glucose",
            "Bilirubin",
            "Eosinophils",
            "Basophils",
            "Magnesium",
            "Transferrin",
        ),
        fields=(
            "Family name",
            "First name",
            "Date of birth",
            "Street and number",
            "Postal code",
            "Telephone",
            "Insurance number",
            "Referred by",
            "Known allergies",
            "Previous operations",
            "Current medicines",
            "Date of the appointment",
        ),
        goods=(
            "Cetirizine tablets",
            "Plasters",
            "Saline spray",
            "Zinc ointment",
            "Gauze bandage",
            "Throat pastilles",
            "Hand cream",
            "Thermometer",
            "Cotton pads",
            "Sun lotion",
        ),
        screen=(
            "Your results are ready",
            "The laboratory has released a new report",
            "Message from the practice",
            "Please bring your list of medicines",
            "Next appointment",
            "Download report",
            "Reference range",
            "Collected on",
            "Ordered by",
            "Messages",
            "Appointments",
            "Documents",
        ),
        titles=(
            "Outpatient letter",
            "Laboratory report",
            "Information sheet",
            "Registration form",
            "Summary of findings",
            "Discharge letter",
        ),
        heads=("Test", "Result", "Unit", "Range"),
    ),
    "deu": Wording(
        sentences=(
            "Die Patientin stellte sich am {d} gemeinsam mit {p} in unserer Sprechstunde vor.",
            "Sie berichtete über Rötungen und krampfartige Bauchschmerzen von jeweils etwa {n} Minuten Dauer.",
            "Fieber, Gewichtsverlust oder nächtliches Schwitzen wurden im Gespräch nicht erwähnt.",
            "Die Blutprobe vom {d} wurde innerhalb von {n} Stunden nach Beginn der Reaktion entnommen.",
            "Die Medikation war gegenüber dem vorherigen Schreiben zum Zeitpunkt des Besuchs unverändert.",
            "Eine Überempfindlichkeit gegen das Betäubungsmittel ließ sich in den Prüfungen nicht bestätigen.",
            "Der Hautarzt beschrieb kleine bräunliche Flecken an beiden Oberschenkeln und am unteren Rücken.",
            "Wir besprachen, wie eine Reaktion mit Uhrzeit, Ort und Dauer aufgeschrieben werden kann.",
            "Der nächste Termin wurde für den {d} um halb {n} am Vormittag vereinbart.",
            "Eine Abschrift dieses Briefes wurde der Patientin ausgehändigt und an {p} geschickt.",
            "Die Ultraschalluntersuchung des Bauches zeigte Leber und Milz von gewöhnlicher Größe.",
            "Der Pathologe zählte {n} Zellen in einem aussagekräftigen Bereich der zweiten Probe.",
            "Der Schlaf hatte sich seit dem Frühjahr gebessert, Kopfschmerzen blieben ähnlich häufig.",
            "Flugreisen wurden gut vertragen, wenn vorher ausreichend Pausen eingeplant worden waren.",
        ),
        tests=(
            "Tryptase",
            "Hämoglobin",
            "Leukozyten",
            "Thrombozyten",
            "Ferritin",
            "Vitamin D",
            "Kreatinin",
            "Natrium",
            "Kalium",
            "Kalzium",
            "Histamin",
            "Albumin",
            "Glukose",
            "Bilirubin",
            "Eosinophile",
            "Basophile",
            "Magnesium",
            "Transferrin",
        ),
        fields=(
            "Familienname",
            "Vorname",
            "Geburtsdatum",
            "Straße und Hausnummer",
            "Postleitzahl",
            "Telefon",
            "Versichertennummer",
            "Überwiesen von",
            "Bekannte Allergien",
            "Frühere Operationen",
            "Aktuelle Medikamente",
            "Datum des Termins",
        ),
        goods=(
            "Cetirizin Tabletten",
            "Wundpflaster",
            "Nasenspray",
            "Zinksalbe",
            "Mullbinde",
            "Halspastillen",
            "Handcreme",
            "Fieberthermometer",
            "Wattepads",
            "Sonnenmilch",
        ),
        screen=(
            "Ihre Befunde liegen vor",
            "Das Labor hat einen neuen Bericht freigegeben",
            "Nachricht aus der Praxis",
            "Bitte bringen Sie Ihre Medikamentenliste mit",
            "Nächster Termin",
            "Bericht herunterladen",
            "Referenzbereich",
            "Entnommen am",
            "Angefordert von",
            "Nachrichten",
            "Termine",
            "Dokumente",
        ),
        titles=(
            "Ambulanzbrief",
            "Laborbericht",
            "Merkblatt",
            "Aufnahmebogen",
            "Zusammenfassung der Befunde",
            "Entlassungsbrief",
        ),
        heads=("Untersuchung", "Ergebnis", "Einheit", "Bereich"),
    ),
    "spa": Wording(
        sentences=(
            "La paciente acudió a la consulta externa el {d} acompañada por {p}.",
            "Refirió episodios de enrojecimiento y dolor abdominal de unos {n} minutos de duración cada uno.",
            "Durante la entrevista no se mencionaron fiebre, pérdida de peso ni sudores nocturnos.",
            "La muestra de sangre del {d} se extrajo {n} horas después del comienzo de la reacción.",
            "La medicación en el momento de la visita no había cambiado respecto al informe anterior.",
            "No pudo confirmarse una alergia al anestésico local mediante las pruebas realizadas.",
            "El dermatólogo describió pequeñas manchas marrones en ambos muslos y en la espalda.",
            "Hablamos de cómo anotar una reacción con su hora, su lugar y su duración.",
            "La próxima cita quedó fijada para el {d} a las {n} y media de la mañana.",
            "Se entregó una copia de este informe a la paciente y se envió otra a {p}.",
            "La ecografía del abdomen mostró un hígado y un bazo de tamaño habitual.",
            "El patólogo contó {n} células en una zona representativa de la segunda muestra.",
            "El sueño había mejorado desde la primavera y los dolores de cabeza seguían igual.",
            "Los viajes en avión se toleraron bien cuando se previeron descansos suficientes.",
        ),
        tests=(
            "Triptasa",
            "Hemoglobina",
            "Leucocitos",
            "Plaquetas",
            "Ferritina",
            "Vitamina D",
            "Creatinina",
            "Sodio",
            "Potasio",
            "Calcio",
            "Histamina",
            "Albúmina",
            "Glucosa",
            "Bilirrubina",
            "Eosinófilos",
            "Basófilos",
            "Magnesio",
            "Transferrina",
        ),
        fields=(
            "Apellidos",
            "Nombre",
            "Fecha de nacimiento",
            "Calle y número",
            "Código postal",
            "Teléfono",
            "Número de seguro",
            "Remitido por",
            "Alergias conocidas",
            "Operaciones anteriores",
            "Medicación actual",
            "Fecha de la cita",
        ),
        goods=(
            "Cetirizina comprimidos",
            "Tiritas",
            "Aerosol nasal",
            "Pomada de zinc",
            "Venda de gasa",
            "Pastillas",
            "Crema de manos",
            "Termómetro",
            "Discos de algodón",
            "Leche solar",
        ),
        screen=(
            "Sus resultados están disponibles",
            "El laboratorio ha publicado un informe nuevo",
            "Mensaje de la consulta",
            "Traiga su lista de medicamentos",
            "Próxima cita",
            "Descargar informe",
            "Intervalo de referencia",
            "Extraído el",
            "Solicitado por",
            "Mensajes",
            "Citas",
            "Documentos",
        ),
        titles=(
            "Informe de consulta",
            "Informe de laboratorio",
            "Hoja informativa",
            "Formulario de registro",
            "Resumen de hallazgos",
            "Informe de alta",
        ),
        heads=("Prueba", "Resultado", "Unidad", "Intervalo"),
    ),
}


def day(rng: random.Random) -> str:
    """A date with its year."""
    return f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.{rng.randint(2015, 2026)}"


def person(rng: random.Random) -> str:
    """Somebody who does not exist."""
    return rng.choice(_PEOPLE)


def number(rng: random.Random) -> str:
    """A value as laboratories write it."""
    return f"{rng.uniform(0.5, 180):.{rng.choice((0, 1, 2))}f}"


def unit(rng: random.Random) -> str:
    """A unit of a value."""
    return rng.choice(_UNITS)


def sentence(words: Wording, rng: random.Random) -> str:
    """A sentence with its gaps filled."""
    return rng.choice(words.sentences).format(n=rng.randint(2, 11), d=day(rng), p=person(rng))


def paragraph(words: Wording, rng: random.Random, count: int) -> str:
    """Some sentences that differ."""
    chosen = rng.sample(words.sentences, min(count, len(words.sentences)))
    return " ".join(each.format(n=rng.randint(2, 11), d=day(rng), p=person(rng)) for each in chosen)
