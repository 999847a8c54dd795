"""Looking back over the journal: month, week and table, what is filtered, and the chart."""
