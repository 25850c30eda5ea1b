"""What shoppers ask to be done to their orders and account: is it possible, what does it come to, do it.

`wishes` are plain facts, `rules` decide, `quotes` say what it comes to, `service` is the one door to write.
"""
