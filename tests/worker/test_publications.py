"""`Workers.publications`: what each format says, in every encoding and line end, and that nothing of a bad file is lost or believed."""

import random
from collections.abc import Sequence

import pytest

from ism_desktop.errors import DamagedFile, DocumentRefused, TooLarge, UnsupportedFile
from ism_desktop.worker import Publication, RefusedPublication, Workers
from ism_desktop.worker.bibliography import asking, dates, medline, plain_text
from ism_desktop.worker.bibliography.item import Item
from ism_desktop.worker.bibliography.xml_elements import Broken, elements
from ism_desktop.worker.refusals import Refusal
from tests import made_publications
from tests.rounds import rounds

NBIB = """
PMID- 29569284
OWN - NLM
DP  - 2018
DEP - 20180605
TI  - A title that goes over
      two lines with 10<sup>9</sup> &amp; <i>KIT</i>, p < 0.05.
LID - 10.1111/ABC.123 [doi]
AB  - Some abstract text
      with Müller’s folded line.
FAU - Hermans, Maud
AD  - Nobody reads this
      nor this.
AU  - Hermans MAW
AU  - Valent P
CN  - The Group
PT  - Journal Article
PT  - Review
JT  - Allergy
CIN - Blood. 2019;1:1. PMID: 123
EIN - Allergy. 2019;2:2. PMID: 124

PMID- 5
OWN - NLM
DP  - 2021 Nov-Dec
PT  - Retracted Publication

TI  - A record without a number
DP  - 2020 Winter
"""
WHOLE = Publication(
    pmid="29569284",
    doi="10.1111/abc.123",
    title="A title that goes over two lines with 10⁹ & KIT, p < 0.05.",
    authors="Hermans MAW, Valent P, The Group",
    journal="Allergy",
    published="2018-06-05",
    abstract="Some abstract text with Müller’s folded line.",
    types=("Journal Article", "Review"),
    notices=(("comment_in", "Blood. 2019;1:1. PMID: 123"), ("erratum_in", "Allergy. 2019;2:2. PMID: 124")),
)
XML_HEAD = (
    '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN"'
    ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_240101.dtd"><PubmedArticleSet>'
)
ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal><JournalIssue><PubDate><Year>2024</Year></PubDate></JournalIssue>"
    "<Title>Blood</Title></Journal><ArticleTitle>The <i>KIT</i> gene and 10<sup>9</sup>&nbsp;cells</ArticleTitle><Abstract>"
    '<AbstractText Label="BACKGROUND">One.</AbstractText><AbstractText Label="METHODS">Two.</AbstractText></Abstract><AuthorList>'
    "<Author><LastName>Valent</LastName><Initials>P</Initials></Author><Author><CollectiveName>Group</CollectiveName></Author></AuthorList>"
    "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList><ArticleDate><Year>2024</Year>"
    '<Month>03</Month><Day>05</Day></ArticleDate></Article><CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>'
    'Blood. 2025</RefSource><PMID>99</PMID></CommentsCorrections><CommentsCorrections RefType="Cites"><RefSource>x</RefSource>'
    "</CommentsCorrections></CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList>"
    '<ArticleId IdType="doi">10.1234/AB</ArticleId></ArticleIdList><ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">'
    "10.9999/x</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"
)
OF_XML = Publication(
    pmid="77",
    doi="10.1234/ab",
    title="The KIT gene and 10⁹ cells",
    authors="Valent P, Group",
    journal="Blood",
    published="2024-03-05",
    abstract="BACKGROUND: One.\nMETHODS: Two.",
    types=("Retracted Publication",),
    notices=(("retraction_in", "Blood. 2025 PMID: 99"),),
)


def read(workers: Workers, content: bytes) -> tuple[str, list[Publication | RefusedPublication]]:
    with workers.publications(content) as file:
        return file.format, [one for batch in file.batches() for one in batch]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_pubmeds_own_format(workers: Workers, encoding: str, end: str) -> None:
    file_format, found = read(workers, NBIB.replace("\n", end).encode(encoding))
    assert file_format == "medline"
    assert found[0] == WHOLE
    assert found[1] == RefusedPublication(2, "no_title", "PMID 5")
    last = found[2]
    assert isinstance(last, Publication)
    assert (last.pmid, last.title, last.published) == ("", "A record without a number", "2020")


def test_what_publishers_and_pubmed_really_write(workers: Workers) -> None:
    sici = "10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    lines = f"""
PMID- 11
TI  - [Mastozytose &amp; Knochen: eine &Uuml;bersicht].
TT  - Mastozytose und Knochen.
LID - {sici} [doi]
AB  - BACKGROUND: One. METHODS: Two.
ECI - Blood. 2024;1:1. PMID: 12
ROF - Blood. 2020;1:1. PMID: 13

PMID- 14
TI  - [Not Available].
TT  - Über Mastzellen.
AID - 10.1016/s0140-6736(05)66545-0 [doi]
ECF - Blood. 2019;1:1. PMID: 15
EFR - Blood. 2018;1:1. PMID: 16

PMID- 17
TI  - With Müller and α cells, p<0.05 and n>3
LID - S0021-9258(18)31-(2) [pii]
AID - (doi 10.1016/S0021-9258(18)31-(2)). [doi]
"""
    whole = lines.encode()
    first, second, third = (one for one in read(workers, whole)[1] if isinstance(one, Publication))
    assert (first.doi, first.title) == (sici.lower(), "[Mastozytose & Knochen: eine Übersicht].")
    assert first.notices == (
        ("concern_in", "Blood. 2024;1:1. PMID: 12"),
        ("retraction_of", "Blood. 2020;1:1. PMID: 13"),
    )
    assert (second.doi, second.title, second.abstract) == ("10.1016/s0140-6736(05)66545-0", "Über Mastzellen.", "")
    assert [key for key, _ in second.notices] == ["concern_for", "erratum_for"]
    assert (third.doi, third.title) == ("10.1016/s0021-9258(18)31-(2)", "With Müller and α cells, p<0.05 and n>3")
    cut = whole[: whole.index("α".encode()) + 1]
    last = read(workers, cut)[1][-1]
    assert isinstance(last, Publication)
    assert last.title.startswith("With Müller and"), "cut off within a letter, the others stay what they are"


def test_a_table(workers: Workers) -> None:
    table = (
        "\ufeffPMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\r\n"
        '1,"A, ""quoted"" title","A B, C D.",x,A B,Blood,2020,2020/01/02,,,10.1000/X\r\n'
        "2,too,short\r\n"
        "3,Last,A B.,x,A B,Blood,2021,,,,\r\n"
    )
    file_format, found = read(workers, table.encode())
    assert file_format == "csv"
    assert found == [
        Publication("1", "10.1000/x", 'A, "quoted" title', "A B, C D", "Blood", "2020", ""),
        RefusedPublication(2, "broken_line", "2 too short"),
        Publication("3", "", "Last", "A B", "Blood", "2021", ""),
    ]


def test_pubmed_xml_and_what_stands_before_a_break(workers: Workers) -> None:
    whole = f"{XML_HEAD}{ARTICLE}</PubmedArticleSet>".encode()
    assert read(workers, whole) == ("xml", [OF_XML])
    assert read(workers, whole.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16"))[
        1
    ] == [OF_XML]
    broken = f"{XML_HEAD}{ARTICLE}<PubmedArticle><Medli".encode()
    assert read(workers, broken)[1] == [OF_XML, RefusedPublication(2, "broken_file", "")]


def test_feeds(workers: Workers) -> None:
    rss = """<?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:media="http://search.yahoo.com/mrss/"><channel><title>pubmed: x</title><item><media:title>Not this</media:title>
        <title>On &lt;i&gt;x&lt;/i&gt; and y</title><link>https://pubmed.ncbi.nlm.nih.gov/123456/?utm</link><description>short</description>
        <content:encoded><![CDATA[<div><p>Blood. 2024 Jan.</p><p><b>ABSTRACT</b></p><p>Text<script>evil()</script> one.</p><p>Two.</p>
        <p>PMID:<a href="h">123456</a></p></div>]]></content:encoded><guid>pubmed:123456</guid><dc:creator>A B</dc:creator>
        <dc:creator>C D</dc:creator><dc:date>2024-02-05</dc:date><dc:source>Blood</dc:source><dc:identifier>doi:10.1182/x</dc:identifier>
        </item></channel></rss>"""
    wanted = Publication("123456", "10.1182/x", "On x and y", "A B, C D", "Blood", "2024-02-05", "Text one.\nTwo.")
    assert read(workers, rss.encode()) == ("rss", [wanted])
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>f</title><entry><title type="html">T</title><id>https://doi.org/10.1182/b.1</id>
        <link href="https://pubmed.ncbi.nlm.nih.gov/99/"/><updated>2024-01-02T00:00:00Z</updated><summary>Sum</summary>
        <author><name>X Y</name></author></entry></feed>"""
    assert read(workers, atom.encode()) == (
        "atom",
        [Publication("99", "10.1182/b.1", "T", "X Y", "", "2024-01-02", "Sum")],
    )


def test_a_feed_that_a_browser_saved(workers: Workers) -> None:
    """With a line for its style sheet, and as the page in which a browser shows a feed; any other page is named as one."""
    item = "<item><title>T</title><guid>pubmed:5</guid><description>A &lt; B</description></item>"
    rss, atom = (
        f'<rss version="2.0"><channel>{item}</channel></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><id>pubmed:5</id></entry></feed>',
    )
    styled = '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>\n'
    page = (
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><style>div {{}}</style></head><body>'
        '<div id="webkit-xml-viewer-source-xml">{}</div><div class="pretty-print">&lt;rss&gt;</div></body></html>'
    )
    for feed, name in ((rss, "rss"), (atom, "atom")):
        for content in (styled + feed, "\ufeff" + styled + feed, page.format(feed)):
            found, items = read(workers, content.encode())
            assert (found, [(one.pmid, one.title) for one in items if isinstance(one, Publication)]) == (
                name,
                [("5", "T")],
            )
            assert len(items) == 1
    for other in (page.format("<opml></opml>"), page.format("<rss><channel>")):
        with pytest.raises(UnsupportedFile, match="web page"):
            read(workers, other.encode())


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"<!DOCTYPE html><html><body>PubMed</body></html>", UnsupportedFile, "web page"),
        (b"TY  - JOUR\nTI  - x\n", UnsupportedFile, "RIS"),
        (b"@article{x,\n title={T}}\n", UnsupportedFile, "BibTeX"),
        (b"%0 Journal Article\n%A Valent, P\n%T Title\n", UnsupportedFile, "EndNote"),
        (b'[\n  {"id": "x", "title": "T"}\n]', UnsupportedFile, "JSON"),
        (b"From: MyNCBI <efback@ncbi.nlm.nih.gov>\nSubject: What's new\n\n1. Blood\n", UnsupportedFile, "e-mail"),
        (b"1. Allergy. 2018 Aug;73(8):1677. doi: 10.1111/a.\n\nTitle.\n\nPMID: 5\n", UnsupportedFile, "to read"),
        (b"1: Hermans M. Title of it. Allergy. 2018. PMID: 29569284.\n", UnsupportedFile, "to read"),
        (b"<xml><records><record/></records></xml>", UnsupportedFile, "neither"),
        (b"123\n456\n", UnsupportedFile, "numbers only"),
        (b"<svg/>", UnsupportedFile, "neither"),
        (b"Dear diary\n", UnsupportedFile, "text"),
        (b"%PDF-1.4", UnsupportedFile, "not one that PubMed saves"),
        (b" \n", DamagedFile, "empty"),
        (b"", DamagedFile, "empty"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><PubmedArticleSet>&b;</PubmedArticleSet>', DamagedFile, "entities"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><PubmedArticleSet>&a;</PubmedArticleSet>', DamagedFile, "entities"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_they_are(
    workers: Workers, content: bytes, error: type[DocumentRefused], words: str
) -> None:
    with pytest.raises(error, match=words):
        read(workers, content)


@pytest.mark.parametrize("content", [NBIB.lstrip().encode(), f"{XML_HEAD}{ARTICLE}".encode(), b"PMID,Title\n1,x\n"])
def test_among_documents_such_a_file_is_named(workers: Workers, content: bytes) -> None:
    with pytest.raises(UnsupportedFile, match="New papers"):
        workers.inspect(content, "pubmed-set.txt")


def test_limits(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    long = f"PMID- 1\nTI  - Long\nAB  - {'word ' * 100_000}\n\nPMID- 2\nTI  - Short\n"
    found = read(workers, long.encode())[1]
    assert found[0] == RefusedPublication(1, "too_long", "PMID 1")
    assert isinstance(found[1], Publication)
    deep = f"{XML_HEAD}<PubmedArticle>{'<a>' * 80}{'</a>' * 80}</PubmedArticle></PubmedArticleSet>"
    with pytest.raises(DamagedFile):
        read(workers, deep.encode())
    monkeypatch.setattr(asking, "MAX_PUBLICATION_FILE_BYTES", 10)
    with pytest.raises(TooLarge):
        read(workers, NBIB.encode())


def test_what_is_made_is_read_back_whole() -> None:
    for start in range(rounds(3, 200)):
        lines = (
            made_publications.medline(20, first=start * 20 + 1, retracted=frozenset({start * 20 + 3}))
            .decode()
            .splitlines(keepends=True)
        )
        found = list(medline.read(lines))
        assert [one.pmid for one in found if isinstance(one, Item)] == [
            str(30_000_001 + start * 20 + n) for n in range(20)
        ]
        assert all(isinstance(one, Item) and len(one.abstract) > 500 and one.title.endswith(".") for one in found)
        third = found[2]
        assert isinstance(third, Item)
        assert third.notices == [
            ("retraction_in", f"Made J. 2026;1:1. doi: 10.1234/r. PMID: {40_000_003 + start * 20}")
        ]


def test_no_cut_or_flipped_file_makes_a_reader_stumble() -> None:
    chance = random.Random(3)
    whole_text, whole_xml = NBIB.encode(), f"{XML_HEAD}{ARTICLE}</PubmedArticleSet>".encode()
    for _ in range(rounds(60, 5_000)):
        text, xml = (_spoilt(content, chance) for content in (whole_text, whole_xml))
        for one in medline.read(text.decode("utf-8", "replace").splitlines(keepends=True)):
            assert not isinstance(one, Item) or isinstance(one.title, str)
        try:
            assert sum(1 for _ in elements(xml, frozenset({"PubmedArticle"}))) <= 1
        except (Broken, Refusal):
            continue


def _spoilt(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content[: chance.randrange(len(content))] if chance.random() < 0.5 else content)
    for _ in range(chance.randrange(4)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(("2021 Mar 5", "2021-03-05"), ("2021 Mar", "2021-03"), ("2021", "2021"), ("20210305", "2021-03-05")),
        *(
            ("2021 Nov-Dec", "2021"),
            ("2021 Dec 3-9", "2021-12"),
            ("2021 Summer", "2021"),
            ("1998 Dec-1999 Jan", "1998"),
        ),
        *(("2021-02-30", "2021"), ("2021/1/2", "2021-01-02"), ("Mon, 05 Feb 2024 06:00:00 -0500", "2024-02-05")),
        *(("", ""), ("no date", ""), ("9999", ""), ("2024-01-02T00:00:00Z", "2024-01-02")),
    ],
)
def test_dates_are_taken_no_more_exactly_than_they_say(text: str, wanted: str) -> None:
    assert dates.written(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CD34<sup>+</sup> and 10<sup>-3</sup>", "CD34⁺ and 10⁻³"),
        ("a<sup>wild</sup> H<sub>2</sub>O C<sub>max</sub>", "a^wild H₂O Cmax"),
        ("&lt;i&gt;KIT&lt;/i&gt; p &lt; 0.05 R&D", "KIT p < 0.05 R&D"),
        ("a < b > c\x07", "a < b > c"),
    ],
)
def test_marks_become_plain_text(text: str, wanted: str) -> None:
    assert plain_text.one_line(text) == wanted


def test_what_a_taken_over_process_answers_is_not_believed() -> None:
    good = dict.fromkeys(("pmid", "doi", "title", "authors", "journal", "published", "abstract"), "x")
    bad: Sequence[object] = (
        [],
        {"refused": "made up", "number": 1, "about": ""},
        {"refused": "no_title", "number": 0, "about": ""},
        {**good, "types": [], "notices": [["made_up", "x"]]},
        {**good, "title": " ", "types": [], "notices": []},
        {**good, "abstract": 7, "types": [], "notices": []},
        {**good, "types": "x", "notices": []},
    )
    for item in bad:
        with pytest.raises(asking.BrokenPipe):
            asking.checked(item)
    kept = asking.checked({**good, "title": "a\x00b\ud800", "types": [], "notices": []})
    assert isinstance(kept, Publication)
    assert kept.title == "ab?"
