"""The place Appointments: agenda, visits and the questions for one."""
