"""An insurance card as it was scanned, front and back at the size of a card on one sheet, to be cut out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.lib.utils import ImageReader

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import LEFT, TOP, Flow
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import new_canvas
from ism_desktop.printing.person_paper import PersonPaper, draw_foot, head
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.values import full_name, one_line, words
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.store import Record
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import Workers

WIDTH, HEIGHT = 85.6 * MM, 53.98 * MM
"""The size ID-1 of ISO/IEC 7810, in points."""

FORM = 1
"""The form in which printed copies are kept now."""

_DPI = 300
_GAP = 8 * MM


class Side(NamedTuple):
    """A document with a side of the card, as it is in use now."""

    document_id: str
    file_id: str
    media_type: str


@dataclass(frozen=True, slots=True)
class CardContent(PersonPaper):
    """Whose card of which insurer it is, and the documents with its front and back, as far as there are any."""

    insurer: str
    sides: tuple[Side, ...]

    @property
    def title(self) -> str:
        """What the sheet is called where papers are listed."""
        return tr("Insurance card: {insurer}", insurer=self.insurer)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing((self.name, self.insurer))

    def as_dict(self) -> dict[str, Any]:
        """The sheet as JSON values, for the record of what was printed."""
        return {"form": FORM, "printed_on": self.printed_on.isoformat(), "demo": self.demo, "insurer": self.insurer}


def sides(session: Session, policy: Record) -> tuple[Side, ...]:
    """The documents with the front and the back of a policy's card, those that are there."""
    return tuple(_sides(session, policy))


def _sides(session: Session, policy: Record) -> Iterator[Side]:
    for name in ("card_front", "card_back"):
        record = store.find(session, DOCUMENTS, policy.values[name]) if policy.values[name] else None
        if record is not None and record.deleted_at is None:
            yield Side(record.id, record.values["file_id"], record.values["media_type"])


def collect(session: Session, policy_id: str, today: date) -> CardContent:
    """Collect the sheet as it would be printed today. Raises RecordMissing."""
    policy, person = store.get(session, POLICIES, policy_id), store.the_one(session, PERSON)
    return CardContent(
        demo=store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        insurer=one_line(words(policy, "insurer")) or policy.title,
        sides=sides(session, policy),
    )


def build(vault: Vault, workers: Workers, content: CardContent, paper: Paper) -> bytes:
    """The sheet as a PDF. Raises DocumentRefused, VaultDamaged and RecordMissing where a picture cannot be had."""
    flow = Flow(paper)
    head(flow, content, content.title, size=16.0)
    target = BytesIO()
    canvas: Any = new_canvas(target, paper, tr("Card"))
    draw_strips(canvas, flow.strips, paper)
    y = paper.height - TOP - sum(strip.height for strip in flow.strips) - _GAP - HEIGHT
    for side in content.sides:
        picture = workers.render(vault.files.read(side.file_id), side.media_type, 0, _DPI)
        scale = min(WIDTH / picture.width, HEIGHT / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        place = (LEFT + (WIDTH - wide) / 2, y + (HEIGHT - high) / 2)
        canvas.drawImage(ImageReader(BytesIO(picture.png)), *place, wide, high)
        canvas.setLineWidth(0.3)
        canvas.rect(LEFT, y, WIDTH, HEIGHT)
        y -= HEIGHT + _GAP
    draw_foot(canvas, content, paper, (1, 1))
    canvas.showPage()
    canvas.save()
    return target.getvalue()
