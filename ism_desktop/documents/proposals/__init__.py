"""What the text of a document proposes for how it is filed: dates and senders, each with the place where it stands and the reason."""
