# 关于人工客服，顾客会看到的话，以及对顾客的承诺。

counter-joined = { $name }已接入，前面的对话都能看到。
counter-left = { $name }临时离开了。您的排队位置保留，同事会在这里继续为您处理。
counter-left-nobody = { $name }临时离开了，现在没有其他同事在线。最晚{ $when }会有人在这里回复您；在此之前，我可以继续为您服务。
counter-nobody-in = 现在没有同事在线了。最晚{ $when }会有人在这里回复您；在此之前，我可以继续为您服务。
counter-passed-on = { $name }正把您转给更熟悉这类问题的同事。您的排队位置保留。
counter-took-over = { $to }已从{ $name }手中接过来，并了解情况。
counter-also-here = { $name }也加入了这段对话。
counter-back-to-bot = { $name }这边已处理完毕，接下来我继续为您服务。

counter-promise-answer = 最晚{ $when }有人在这里回复。
counter-promise-solution = 最晚{ $when }把问题处理好。
counter-promise-recovery = 最晚{ $when }有人查明问题并回复您。
