"""The binder: collect it from the records, build it as one PDF with the documents merged in."""

from ism_desktop.printing.binder.build import build, first_pages
from ism_desktop.printing.binder.collect import collect
from ism_desktop.printing.binder.content import BinderContent, BinderReport

__all__ = ["BinderContent", "BinderReport", "build", "collect", "first_pages"]
