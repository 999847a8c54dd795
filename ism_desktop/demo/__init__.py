"""The demo patient: an invented person whose record fills every page, to try the program on and to test it with."""

from ism_desktop.demo.filling import fill

__all__ = ["fill"]
