"""The place Injectors: one card for each device, and replacing a device by a new one."""
