"""Files of publications as PubMed and journals save them, read in the worker process: PubMed's own format, CSV, RSS, Atom and XML."""
