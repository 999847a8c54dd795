"""Bills, receipts and explanations of benefits in ten layouts, drawn by a rule from a seed, with the truth of what stands on them."""
