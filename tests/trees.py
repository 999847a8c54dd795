"""The syntax trees of Python files, read once in each test process."""

import ast
import gc
from functools import cache
from pathlib import Path


@cache
def tree(file: Path) -> ast.Module:
    """The tree of a file; many tests ask for the same ones."""
    was = gc.isenabled()
    gc.disable()  # a tree is thousands of objects and no garbage: searching them took three quarters of the time
    try:
        return ast.parse(file.read_text(encoding="utf-8"), str(file))
    finally:
        if was:
            gc.enable()
