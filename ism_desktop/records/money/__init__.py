"""Bookkeeping over bills: exact sums by currency, what is open, what was matched, what the year came to.

Amounts of two currencies are never added. Money that I owe and money that is owed to me are never one number. Nothing here advises.
"""
