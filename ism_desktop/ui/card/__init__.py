"""The parts of the emergency card's page: what the card says, the steps to a first card, what is missing, and the preview."""
