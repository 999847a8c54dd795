"""The parts of the injectors' page: the kit as plain facts, one card for each device, and replacing a device by a new one."""
