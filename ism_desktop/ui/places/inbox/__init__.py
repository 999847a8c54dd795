"""The place Inbox: sorting what was left while the record was locked."""
