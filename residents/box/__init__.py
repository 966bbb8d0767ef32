"""The exchange box: who is behind a card, where it goes, whether it still holds, how it shows on the wall and on paper."""
