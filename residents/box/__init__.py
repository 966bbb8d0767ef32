"""The exchange box: who is behind a card, where it goes, whether it still holds, how it shows and how it prints."""
