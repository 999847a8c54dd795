"""How the record is kept safe, as every page may know it: backups and checks in the background, and what should be done."""
