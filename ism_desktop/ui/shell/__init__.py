"""The window around the places: sidebar, search box, commands, settings, help, job tray."""
