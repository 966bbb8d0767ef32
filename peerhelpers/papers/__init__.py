"""From rows to the papers of `documents`: what is looked up for each of them."""
