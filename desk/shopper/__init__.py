"""What the desk does for shoppers: their sockets, their turns with the bot, their wish for a person."""
