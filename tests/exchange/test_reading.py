"""What people and spreadsheets see of an export: the page with its search, the tables, the described schema."""

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from ism_desktop.exchange import csv_tables, papers
from ism_desktop.library import resources
from ism_desktop.records import columns, raw_tables
from ism_desktop.records.kind import PROVENANCE
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.values import PartialDate
from tests.exchange.node import find_node
from tests.exchange.patients import FORMULA, SCRIPT, TITLES, files

HERE = Path(__file__).parent


@dataclass
class Page(HTMLParser):
    """The page as a browser would take it apart."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    blocks: list[tuple[dict[str, str | None], str]] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input", "link", "br"}:
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open_tags and self.open_tags[-1] in {"script", "style"}:
            self.blocks.append((self.tags[-1][1] | {"tag": self.open_tags[-1]}, data))
        else:
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page(exported_path: Path) -> Page:
    made = Page()
    made.feed((exported_path / "index.html").read_text(encoding="utf-8"))
    made.close()
    assert made.open_tags == []
    return made


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_page_loads_nothing_and_runs_only_its_own_lines(page: Page) -> None:
    (policy,) = (meta["content"] or "" for meta in page.all("meta") if meta.get("http-equiv"))
    run = [text for attributes, text in page.blocks if attributes["tag"] == "script" and "type" not in attributes]
    styles = [text for attributes, text in page.blocks if attributes["tag"] == "style"]
    assert run == [resources.path("export", "index.js").read_text(encoding="utf-8")]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts == {
        "default-src": "'none'",
        "script-src": _digest(run[0]),
        "style-src": _digest(styles[0]),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    for tag, attributes in page.tags:
        assert tag not in {"img", "link", "iframe", "object", "embed", "audio", "video", "base"}, tag
        assert not any(name.startswith("on") or name in {"src", "style", "srcset", "action"} for name in attributes), (
            attributes
        )
    for text in (run[0], styles[0]):
        assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp|innerHTML|eval|import\(", text)


def test_what_a_person_wrote_stays_text(page: Page, exported_path: Path) -> None:
    raw = (exported_path / "index.html").read_text(encoding="utf-8")
    assert SCRIPT not in raw
    assert "</style><!--" not in raw
    assert any(SCRIPT in text for text in page.texts)
    data = [text for attributes, text in page.blocks if attributes.get("type") == "application/json"]
    assert len(data) > len(TITLES)
    assert not any(set(text) & set("<>&") for text in data)
    assert "Page two <b>&" in "".join(word for text in data for word in json.loads(text))


def test_every_link_leads_to_a_file_or_a_part(page: Page, exported_path: Path) -> None:
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    found = files(exported_path)
    linked: set[str] = set()
    for link in page.all("a"):
        path, _, part = (link["href"] or "").partition("#")
        if path:
            linked.add(unquote(path))
            assert not part or re.fullmatch(r"page=[1-9]\d*", part)
        else:
            assert part in ids | {"all"}
    assert linked == {path for path in found if path.startswith("documents/")}
    assert {kind.name for kind in KINDS} <= ids
    assert {block["data-article"] for block, _ in page.blocks if "data-article" in block} <= ids
    for attributes in page.all("input"):
        assert attributes["id"] in {label["for"] for label in page.all("label")}


def test_the_page_shows_every_record_and_its_trash(page: Page, exported_path: Path) -> None:
    shown = " ".join(page.texts)
    for kind in KINDS:
        for row in json.loads((exported_path / "records" / f"{kind.name}.json").read_text(encoding="utf-8"))["rows"]:
            assert f'id="r-{row["id"]}"' in (exported_path / "index.html").read_text(encoding="utf-8")
    for words in (
        "DEMO.",
        "In the trash since",
        "not known",
        "History",
        "Supporting documents:",
        "not encrypted",
        "Emergency card 1",
    ):
        assert words in shown, words


def _searched(page: Page, *queries: str) -> list[list[dict[str, str]]]:
    """What the page's own search finds, run by Node over the entries that the page's data gives: its hits for each query."""
    node = find_node()
    if node is None:
        pytest.skip("no Node to run the page’s script")
    script = resources.path("export", "index.js").read_text(encoding="utf-8")
    entries = [
        {
            "title": block["data-title"],
            "where": f"Page {number}",
            "href": f"{block['data-href']}#page={number}",
            "text": text,
        }
        for block, data in page.blocks
        if "data-href" in block
        for number, text in enumerate(json.loads(data), start=1)
    ]
    entries += [{"title": text, "where": "", "href": "", "text": text} for text in page.texts if text.strip()]
    asking = f"""{script}
const entries = {json.dumps(entries)};
const queries = {json.dumps(queries)};
console.log(JSON.stringify(queries.map((query) => find(entries, query).map((entry) => ({{title: entry.title, where: entry.where,
  href: entry.href, snippet: snippet(entry.text, query)}})))));
"""
    done = subprocess.run([node, "-"], input=asking, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def test_the_search_finds_records_and_pages(page: Page) -> None:
    needle, accents, both, nothing, empty = _searched(
        page, "needle5", "ZOE alesund", "tryptase ng/ml", "zebra stripes", "  "
    )
    assert [(hit["title"], hit["where"]) for hit in needle] == [(TITLES[5], "Page 1")]
    assert needle[0]["href"].startswith("documents/SAME%20NAME%20%282%29.pdf#page=1")
    assert "needle5" in needle[0]["snippet"]
    assert any("Zoë Ålesund" in hit["title"] for hit in accents)
    assert both
    assert (nothing, empty) == ([], [])


def test_the_script_starts_on_a_page(page: Page) -> None:
    """The part that needs a page, run against the few things of a browser that it uses."""
    node = find_node()
    if node is None:
        pytest.skip("no Node to run the page’s script")
    script = resources.path("export", "index.js").read_text(encoding="utf-8")
    stage, asking = ((HERE / name).read_text(encoding="utf-8") for name in ("page_stage.js", "page_play.js"))
    done = subprocess.run(
        [node, "-"], input=stage + script + asking, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        *(["live"], False, True, {"aria-current": "page"}),
        *(True, False, True),
        *(False, False, {"aria-current": "page"}),
        False,
        *("1 result.", "#r-1", "Cetirizine 10 mg"),
        *("1 result.", "documents/Report.pdf#page=2", "MAST cells <b>"),
        *("", 0),
        True,
    ]


# Tables -------------------------------------------------------------------------------------------------------------------


def test_tables_have_labels_and_cannot_calculate(exported_path: Path) -> None:
    for kind in KINDS:
        raw = (exported_path / "tables" / f"{kind.name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        head, *lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
        assert {field.label for field in kind.form_fields} <= set(head)
        rows = json.loads((exported_path / "records" / f"{kind.name}.json").read_text(encoding="utf-8"))["rows"]
        assert len(lines) == len(rows)
        assert {line[head.index("Identifier")] for line in lines} == {row["id"] for row in rows}
        for line in lines:
            assert len(line) == len(head)
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in line)
    medications = (exported_path / "tables" / "medications.csv").read_text(encoding="utf-8-sig")
    assert "spring 2019" in medications
    assert "none" in medications
    questions = csv.DictReader(
        io.StringIO((exported_path / "tables" / "questions.csv").read_text(encoding="utf-8-sig"), newline="")
    )
    assert any(
        row["For the appointment"] and not re.fullmatch("[0-9a-f]{32}", row["For the appointment"]) for row in questions
    )


def test_nothing_is_called_tolerated_without_its_circumstances(page: Page, exported_path: Path) -> None:
    table = (exported_path / "tables" / "tolerated.csv").read_text(encoding="utf-8-sig")
    rows = {row["What it was"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    shown = " ".join(" ".join(page.texts).split())
    for substance, circumstance in {
        "Paracetamol (acetaminophen)": "after premedication",
        "Midazolam": "after premedication",
        "Amoxicillin": "premedication not known",
        "Influenza vaccine": "no premedication",
    }.items():
        assert rows[substance]["Summary"] == f"{substance}, {circumstance}"
        assert f"{substance}, {circumstance}" in shown
    for row in rows.values():
        assert row["Summary"].endswith(("after premedication", "no premedication", "premedication not known"))


@pytest.mark.parametrize("text", [FORMULA, "+1 555", "-2", "@x", "\t=1", "\r=1", "\n=1", "＝1", "－1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert csv_tables.safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", " =1", "'=1", "1-2", "a@b"])
def test_other_text_stays(text: str) -> None:
    assert csv_tables.safe_cell(text) == text


# The schema ---------------------------------------------------------------------------------------------------------------


def test_the_schema_describes_every_file_and_every_field(exported_path: Path) -> None:
    schema = (exported_path / "schema.md").read_text(encoding="utf-8")
    assert schema == papers.schema()
    parts = dict(re.findall(r"^## `records/(\w+)\.json`[^\n]*\n(.*?)(?=^## |\Z)", schema, re.MULTILINE | re.DOTALL))
    assert set(parts) == {table.name for table in raw_tables.TABLES}
    for table in raw_tables.TABLES:
        described = re.findall(r"^\| `(\w+)` \| (\S[^|]*) \| (\S[^|]*) \|$", parts[table.name], re.MULTILINE)
        written = json.loads((exported_path / "records" / f"{table.name}.json").read_text(encoding="utf-8"))["rows"]
        assert written, table.name
        for row in written:
            assert list(row) == [name for name, _, _ in described]
            for name, kind_of_value, _ in described:
                assert _is(row[name], kind_of_value), (table.name, name, row[name])
    for kind in KINDS:
        for shown_field in (*kind.form_fields, *PROVENANCE):
            assert shown_field.label in parts[kind.name]


def _is(value: object, described: str) -> bool:
    """Whether a value is what the schema says of its field."""
    word = described.removesuffix(" or null").strip()
    if value is None:
        return described.endswith(" or null")
    if word == "moment":
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    if word == "date":
        return isinstance(value, str) and PartialDate.from_stored(value).stored == value
    forms = {
        form.word: form
        for form in (columns.MOMENT, columns.ROWS, columns.QUANTITY, columns.MONEY, columns.CHOICES, columns.NAME)
    }
    if word in forms:
        return forms[word].fits(value)
    types: dict[str, type] = {"text": str, "integer": int, "yes or no": bool, "object": object}
    return isinstance(value, types[word])


def test_the_manifest_is_described(exported_path: Path) -> None:
    schema = (exported_path / "schema.md").read_text(encoding="utf-8")
    manifest = json.loads((exported_path / "manifest.json").read_text(encoding="utf-8"))
    for name in (*manifest, *manifest["files"][0]):
        assert f"`{name}`" in schema, name
