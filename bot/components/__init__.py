"""The parts plugged into Rasa, one a file. What decides anything is a plain function that needs no Rasa."""
