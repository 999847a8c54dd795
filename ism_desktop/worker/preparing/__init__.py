"""A page made ready for Tesseract, whatever scanner, fax or phone it came through. Runs in the worker process only.

`looking` says cheaply what a page lacks, `sheet`, `light`, `slant` and `rules` measure and mend it, `projection` keeps where every point
came from, and `ways` reads the page: as it is where nothing is to be mended, else prepared, and never worse than as it is.
"""
