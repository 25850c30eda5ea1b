"""Everything that runs inside Rasa's Python: understanding, dialogue, the channel to the desk."""
