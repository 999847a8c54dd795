"""The stand-alone reader as a module: its folder `packaging` has the name of an installed package, so it is loaded by its path."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PATH = Path(__file__).resolve().parents[2] / "packaging" / "read_vault.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("read_vault", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["read_vault"] = module
    spec.loader.exec_module(module)
    return module
