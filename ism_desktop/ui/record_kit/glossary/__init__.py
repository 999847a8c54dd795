"""Words of the glossary, explained where they are met: in the guide and beside the person’s own records."""
