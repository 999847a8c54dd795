"""An entry of the journal in a few presses, from any page: Ctrl+J."""
