"""Days of a month or a week as cells that are walked through by arrow keys: of the journal, and of appointments."""
