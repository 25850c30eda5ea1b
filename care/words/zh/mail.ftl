# 信件：给顾客的一次性验证码，以及给同事的通知。

mail-code-subject = { $code } 是您在{ $shop }的验证码
mail-code-text =
    您的验证码是 { $code }

    请在{ $shop }的聊天窗口中输入，我就可以为您查看订单。验证码只能使用一次，{ $minutes } 分钟内有效。

    如果这不是您本人的操作，说明有人输入了您的信息。没有验证码，对方看不到任何内容，您无需做任何事。

    { $shop }

mail-person-subject = 有顾客在等人工答复，最晚 { $when }：{ $topic }
mail-person-text =
    有顾客请求人工服务，我们已承诺最晚 { $when } 答复。

    事由：{ $topic }
    转人工的原因：{ $reason }
    顾客：{ $customer }
    对话：{ $conversation }

    最近的内容：
    { $lines }
mail-person-guest = 尚未验证身份的访客
mail-from-shopper = 顾客
mail-from-bot = 助手
mail-from-staff = 同事
mail-from-system = 提示
