# The letter that something is in stock again.
reminder-subject = { $thing } is there again
reminder-text =
    Hello { $name },

    you wanted to know when { $thing } ({ $options }) is in stock again: it is, as of now. We can't put it aside for you, so it is first come, first served.

    { $website }

    This is the one letter you asked for; nothing else follows from it.

    { $shop }
