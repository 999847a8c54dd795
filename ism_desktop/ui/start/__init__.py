"""What is seen before the record is open: welcome, unlocking, first start, recovery, restoring, rescue, the locked inbox."""
