"""The vocabulary of cards: checks of no rule in particular, which a card asks of the places that it names."""
