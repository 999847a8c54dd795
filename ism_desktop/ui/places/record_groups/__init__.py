"""What a health record should contain, against what is there."""
