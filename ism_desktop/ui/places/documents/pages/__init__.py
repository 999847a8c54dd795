"""The pages of a document: put into order, turned, cut, blacked out; and the versions that come of it."""
