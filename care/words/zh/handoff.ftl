# 人工接手：等待时、接入前后顾客看到的话。

handoff-coming = 同事会在这里为您处理。您排在第 { $place } 位，大约还要 { $minutes } 分钟。前面的对话同事会先看，您不用再说一遍。
handoff-next = 同事会在这里为您处理。下一位就是您，大约还要 { $minutes } 分钟。前面的对话同事会先看，您不用再说一遍。
handoff-soon = 有同事空出来就会马上在这里为您处理。前面的对话同事会先看，您不用再说一遍。
handoff-here = { $name }正在这里为您服务，您发的消息都能看到。

handoff-why-repeat = 我看到您已经为这件事来过两次了，这次我们把它解决好。
handoff-why-anger = 非常抱歉，事情不该变成这样。
handoff-why-threat = 很抱歉让事情到了这一步，我们想把它解决好。
handoff-why-legal = 很抱歉让事情到了这一步。这件事应该由人工来处理。
handoff-why-injury = 看到这个消息非常抱歉。如果需要就医，请先就医。
handoff-why-safety = 谢谢您告诉我们。请先不要再使用它，在安全的情况下请拔掉电源。
handoff-why-fraud = 这件事不能等。
handoff-why-money = 涉及这么大的金额，我不想只回您一句不行。
handoff-why-pressed = 我明白，只说不行帮不到您。
handoff-why-misunderstood = 不想再耽误您的时间。
handoff-offer = 现在没有同事在线，您可以留言；同事会看，最晚{ $when }在这里回复您。

handoff-go-on = 等待期间先用智能助手
handoff-wait = 我等人工客服
handoff-message = 留言
handoff-meanwhile = 好的。您的排队位置保留，同事到了我会告诉您。现在我能帮您做什么？
handoff-over = 您现在已不在排队中。请问需要什么帮助？

handoff-message-ask = 请把留言写在这里。转交之前我会先念给您核对。
handoff-message-back = 您的留言：“{ $text }”——同事最晚{ $when }在这里回复，最晚{ $solved }处理好。这样留言可以吗？
handoff-message-leave = 可以，就这样留言
handoff-message-anew = 重新写
handoff-message-cancel = 不留了
handoff-message-left = 您的留言已转给我们的团队。最晚{ $when }会有人在这里回复您，最晚{ $solved }处理好。您可以先关闭页面，回复会留在这里。在此之前，我可以继续为您服务。
handoff-message-cancelled = 好的，不留言了。
handoff-message-kept = 好的，不留言了。您的排队位置保留。

handoff-rate = 如果愿意，请回答一个问题：您对这次的处理满意吗？
handoff-rate-5 = 非常满意
handoff-rate-4 = 满意
handoff-rate-3 = 一般
handoff-rate-2 = 不满意
handoff-rate-1 = 非常不满意
handoff-effort = 谢谢。解决这件事，您觉得省心吗？
handoff-effort-5 = 非常省心
handoff-effort-4 = 省心
handoff-effort-3 = 一般
handoff-effort-2 = 费心
handoff-effort-1 = 非常费心
handoff-thanks = 谢谢您，这对我们很有帮助。
handoff-thanks-low = 谢谢您直言。我们本该做得更好；主管会查明情况，并在这里回复您。
