"""Read-only content shipped with the program: questions, card texts, emergency numbers and fonts."""
