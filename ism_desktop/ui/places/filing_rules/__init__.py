"""The rules that propose how documents are filed."""
