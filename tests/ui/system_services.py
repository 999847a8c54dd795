"""Stands in for the services of a Linux desktop on a private message bus: logind, UPower and a screen saver. Run as a process of its own.

It answers as they do, says on standard output what it was asked, and sends the signals that it reads from standard input.
"""
# pyright: basic
# (jeepney has no types)

import contextlib
import os
import select
import sys
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

SESSION_PATH = "/org/freedesktop/login1/session/_3c2"
_MANAGER = DBusAddress("/org/freedesktop/login1", None, "org.freedesktop.login1.Manager")
_SESSION_INTERFACE = "org.freedesktop.login1.Session"
_SESSION = DBusAddress(SESSION_PATH, None, _SESSION_INTERFACE)
_OTHER = DBusAddress("/org/freedesktop/login1/session/_34", None, _SESSION_INTERFACE)
_POWER_PATH = "/org/freedesktop/UPower"


def _properties(path: str) -> DBusAddress:
    return DBusAddress(path, None, "org.freedesktop.DBus.Properties")


def _changed(path: str, interface: str, name: str, *, to: bool) -> object:
    return new_signal(_properties(path), "PropertiesChanged", "sa{sv}as", (interface, {name: ("b", to)}, []))


SIGNALS = {
    "sleep": lambda: new_signal(_MANAGER, "PrepareForSleep", "b", (True,)),
    "awake": lambda: new_signal(_MANAGER, "PrepareForSleep", "b", (False,)),
    "lock": lambda: new_signal(_SESSION, "Lock"),
    "lock of another": lambda: new_signal(_OTHER, "Lock"),
    "inactive": lambda: _changed(SESSION_PATH, _SESSION_INTERFACE, "Active", to=False),
    "active": lambda: _changed(SESSION_PATH, _SESSION_INTERFACE, "Active", to=True),
    "locked hint": lambda: _changed(SESSION_PATH, _SESSION_INTERFACE, "LockedHint", to=True),
    "lid": lambda: _changed(_POWER_PATH, "org.freedesktop.UPower", "LidIsClosed", to=True),
    "lid open": lambda: _changed(_POWER_PATH, "org.freedesktop.UPower", "LidIsClosed", to=False),
    "saver": lambda: new_signal(
        DBusAddress("/ScreenSaver", None, "org.freedesktop.ScreenSaver"), "ActiveChanged", "b", (True,)
    ),
    "gnome saver": lambda: new_signal(
        DBusAddress("/org/gnome/ScreenSaver", None, "org.gnome.ScreenSaver"), "ActiveChanged", "b", (True,)
    ),
    "saver off": lambda: new_signal(
        DBusAddress("/ScreenSaver", None, "org.freedesktop.ScreenSaver"), "ActiveChanged", "b", (False,)
    ),
}


def serve(address: str, *, knows_session: bool) -> None:
    """Serve until standard input closes."""
    bus = open_dbus_connection(bus=address, enable_fds=True)
    for name in ("org.freedesktop.login1", "org.freedesktop.UPower", "org.freedesktop.ScreenSaver"):
        bus.send_and_get_reply(message_bus.RequestName(name))
    held, given = os.pipe()
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([bus.sock, sys.stdin, held], [], [])
        if held in readable:
            print("let go", flush=True)  # nobody holds the other end of the pipe any more
            os.close(held)
            held, given = os.pipe()
        if sys.stdin in readable:
            told = os.read(sys.stdin.fileno(), 4096).decode()
            if not told:
                return
            for line in told.splitlines():
                bus.send(SIGNALS[line]())
        with contextlib.suppress(TimeoutError):
            while bus.sock in readable:
                _answer(bus, bus.receive(timeout=0), given, knows_session=knows_session)


def _answer(bus: Any, message: Any, given: int, *, knows_session: bool) -> None:
    if message.header.message_type is not MessageType.method_call:
        return
    method = message.header.fields[HeaderFields.member]
    print(f"{method} {' '.join(map(str, message.body))}", flush=True)
    if method == "Inhibit":
        bus.send(new_method_return(message, "h", (given,)))
        os.close(given)
    elif method == "GetSession" and knows_session:
        bus.send(new_method_return(message, "o", (SESSION_PATH,)))
    elif method == "Get" and knows_session:
        bus.send(new_method_return(message, "v", (("b", True),)))
    else:
        bus.send(new_error(message, "org.freedesktop.login1.NoSuchSession"))


if __name__ == "__main__":
    serve(sys.argv[1], knows_session=sys.argv[2] == "known")
