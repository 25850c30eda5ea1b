# 客服就有问题的订单主动联系顾客；与聊天内容相同的邮件。

reaching-mail-subject = 关于您的订单 { $order }
reaching-mail-text =
    { $name }，您好：

    { $text }

    您可以在本店的聊天窗口中回复，{ $staff } 已在那里写了同样的内容。

    { $shop } { $staff }
