"""What Home, Appointments, Questions and the inbox share: visits, and the questions for one."""
