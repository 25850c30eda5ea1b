# 各处通用的短语。
words-yesterday = 昨天
words-today = 今天
words-tomorrow = 明天
words-day-and-time = { $day } { $time }
words-with-zone = { $time }（{ $zone }）

choice-person = 转人工客服
choice-something-else = 其他问题
choice-no-thanks = 不用了，谢谢
