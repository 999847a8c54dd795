"""What a person sees of the keys: new passphrases, the recovery sheet, this computer's key, and a second person's passphrase."""
