# Small words that all subjects share.
words-yesterday = yesterday
words-today = today
words-tomorrow = tomorrow
words-day-and-time = { $day } at { $time }
words-with-zone = { $time } ({ $zone })

choice-person = Talk to a person
choice-something-else = Something else
choice-no-thanks = No, thanks
