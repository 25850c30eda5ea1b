"""Cases for people: who waits, who takes them, what they are told, and who is at the desk just now."""
