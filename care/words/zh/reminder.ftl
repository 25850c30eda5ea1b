# 到货提醒的邮件。
reminder-subject = { $thing }到货了
reminder-text =
    { $name }，您好：

    您想知道{ $thing }（{ $options }）什么时候有货：现在到货了。我们不能为您预留，先到先得。

    { $website }

    这是您预约的唯一一封提醒，不会再有其他邮件。

    { $shop }
