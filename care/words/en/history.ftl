# What a shopper heard the last time.
history-changed = You asked about this { $day }. Since then, this has changed:
history-same = You asked about this { $day }. Nothing new has come in since; this is how it stands:
