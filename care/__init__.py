"""The business of the counter: orders, customers, conversations. Knows no web and no Rasa."""
