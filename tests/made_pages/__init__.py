"""Invented pages whose every word is known, and what scanners, faxes and phones make of them: for the benchmark and tests of reading."""
