"""Questions for you: answers in the person’s own words, and the letter made of them."""
