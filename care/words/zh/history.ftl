# 上次问过的事。
history-changed = 您{ $day }问过这件事，之后有了新情况：
history-same = 您{ $day }问过这件事，之后还没有新消息，目前的情况是：
