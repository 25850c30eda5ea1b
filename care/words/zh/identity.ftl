# 确认身份。查到和没查到，说法必须一样。
identity-ask-both = 好的，我来帮您查。请告诉我订单号和下单时用的邮箱。
identity-ask-both-account = 这个要在您的账户里查。请告诉我您下单时用的邮箱，以及任意一笔订单的订单号。
identity-ask-email = 谢谢。订单 { $number } 下单时用的是哪个邮箱呢？
identity-ask-number = 谢谢。那订单号是多少呢？确认邮件里可以找到。
identity-ask-name-zip = 那请告诉我您的姓名和收货地址的邮编就可以。
identity-ask-email-name-zip = 没关系。请告诉我您的邮箱、姓名和收货地址的邮编。
identity-choice-no-number = 我没有订单号

identity-no-match = 订单号 { $number } 和这个邮箱好像对不上。麻烦您核对一下，再发给我一次。订单号在确认邮件里可以找到。
identity-check-both = 还需要您提供对应的订单号和邮箱，两样在确认邮件里都能找到。
identity-coarse = 订单 { $number } 目前状态：{ $status }。
identity-offer-code = 更详细的信息需要确认是您本人。要不要我发一个验证码到订单上的邮箱？
identity-need-code = 这些信息只有您本人才能看，所以要先确认一下身份。要不要我发一个验证码到订单上的邮箱？
identity-choice-send-code = 好的，发验证码
identity-choice-without-code = 先不用验证码
identity-choice-resend = 重新发送验证码

identity-code-sent = 如果您提供的信息对得上，6 位验证码正发往我们登记的邮箱。请在这里输入，{ $minutes } 分钟内有效。
identity-ask-code = 请在这里输入邮件里的 6 位验证码。没收到的话，请看看垃圾邮件，或让我重新发一次。
identity-code-wrong = 这个验证码不对，您还可以再试 { $tries } 次，请以最新的邮件为准。
identity-code-expired = 这个验证码已经失效了，每个验证码 { $minutes } 分钟内有效，只能用一次。要我重新发一个吗？
identity-code-used-up = 输错次数太多，这个验证码已经失效。要我重新发一个吗？
identity-too-many = 尝试的次数太多了，为了保护订单安全，需要先暂停一下。请大约一小时后再试，或让人工客服帮您。
identity-without-code = 好的。没有验证码的话，我只能告诉您订单的大致状态，其余的属于隐私。您也可以让人工客服用别的方式帮您。
identity-proved = 谢谢{ $name }，身份已确认。
