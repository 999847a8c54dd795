"""What the help of the Documents place says."""

from ism_desktop.language import tr_lazy

HELP = tr_lazy(
    "Everything on paper belongs here: letters, blood tests, biopsy reports, bills, photos. Drop files "
    "anywhere in the window, paste them, or press “Add documents…”. The original is kept exactly as it is, "
    "encrypted, in your record. You are asked for the password of PDFs that are locked with one; your record then uses an "
    "unlocked copy. With the program scanimage (package sane-utils on Linux) you can scan here, too; on other systems, "
    "let the scanner put its files into a folder, and choose it as the inbox folder in the settings.\n\n"
    "Text in scans and photos is read so that you can search for it, also where a page "
    "lies crooked, sideways or in shadow. Choose the languages of your papers in the settings. "
    "Reading makes mistakes, more of them in handwriting: those pages are kept and shown just as well, but the search "
    "may miss words in them. Ctrl+Shift+T shows the text of a page beside its picture, where you can correct it or have "
    "it read again. After adding, check the title, the kind and the "
    "date printed on the paper. What you have not checked yet waits under “To be filed”.\n\nClick a document to look "
    "at it, press Enter or double-click to see it large, "
    "Esc to come back. Ctrl and plus or minus make the page larger or smaller, Ctrl+0 fits its width, Ctrl+G "
    "finds words in it, F3 goes to the next match. Drag over words and press Ctrl+C to copy them; Shift and the arrows choose words, too, "
    "and S the sentence. F7 shows the thumbnails of all pages. Words with dots below were read with doubt: click one, or go to it with "
    "F8. Ctrl+Shift+N makes a question, a note, test results or something else from the page, which is attached to it.\n\nTags are words "
    "of your own: type them in the details, with a slash to put one under another. The funnel "
    "above the shelf shows only a tag, a sender or a place, and leads to all tags and to the filing rules.\n\n"
    'The search box above finds words in every page. You can type conditions as well: kind:bill, from:"Dr Chen", tag:travel, '
    "before:2024, after:2022-05, year:2023, no:text, no:filing; a dash takes away, as in -kind:bill. Ctrl+S keeps what you look for "
    "under a name, and the sidebar has it from then on.\n\n"
    "“Pages…” in the details turns, crops, blacks out, adds and splits pages, and puts them into order; the original stays, and "
    "“Versions…” leads back to it.\n\n“Attach to "
    "an entry…” links a document to the medication, reaction or appointment it belongs to. “Take its values…” finds "
    "the values of "
    "a lab report and puts those that you tick into your test results. Del moves "
    "documents to the trash, where they stay until you restore them or delete them for good."
)
