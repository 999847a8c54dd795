"""Papers: the emergency card, the question list and the binder. Each is first collected as plain values, then drawn."""

import sys
from types import ModuleType

# When it is loaded, reportlab runs files of these names out of the home folder: nothing there has a say in what is printed here, and a
# home that is no folder would stop the program.
for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
