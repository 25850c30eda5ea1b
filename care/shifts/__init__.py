"""The shift book: what is open when somebody goes home, and who read it back."""
