# 钱款：付款、退款、发票、礼品卡。
payment-credit-card = 信用卡
payment-debit-card = 借记卡
payment-paypal = PayPal
payment-gift-card = 礼品卡
payment-bank-transfer = 银行转账
payment-apple-pay = Apple Pay
payment-google-pay = Google Pay
payment-alipay = 支付宝
payment-wechat-pay = 微信支付
money-method-ending = { $kind }（尾号 { $digits }）

money-refund-title = 订单 { $number } 的退款
money-refunded = { $amount } 已退回到您的{ $method }。
money-refunded-on = { $amount } 已于{ $day }退回到您的{ $method }。
money-there-at-once = 退到礼品卡是即时到账的，现在就可以使用。
money-there-soon = 礼品卡会马上到账。
money-there-usually = 这类退款一般需要 { $first } 到 { $last } 个工作日到账。
money-there-between = 预计{ $first }到{ $last }之间到账，具体看银行的处理速度。
money-there-by-now = 按时间应该在{ $day }之前就到账了。麻烦您查一下账单，如果没有收到，人工客服会帮您向银行核实。
money-refund-missing = 订单 { $number } 已取消，但我没有查到退款记录，这是不应该的，很抱歉。我马上请人工客服帮您核查。
money-refund-never-paid = 订单 { $number } 在付款之前就取消了，所以没有款项需要退回。如果您的账户确实扣了款，人工客服可以帮您核实。
money-refund-none = 订单 { $number } 没有取消或退货，所以没有退款记录。
money-return = 您退货的{ $items }：{ $status }，{ $amount } 将退到您的{ $method }。
money-exchange = 您换货的{ $items }：{ $status }。
money-nothing-comes-back = 您的{ $item }（订单 { $number }）目前没有进行中的退换货。

return-status-requested = 申请已收到
return-status-approved = 已同意，等您寄回
return-status-shipped = 正在寄回给我们
return-status-in-transit = 正在寄回给我们
return-status-received = 我们已收到，正在检查
return-status-refunded = 已完成，款项已退
return-status-completed = 已完成
return-status-sent = 换的商品已寄出
return-status-rejected = 未通过
return-status-cancelled = 已撤销

money-paid = 我们已收到您用{ $method }支付的 { $amount }。
money-paid-on = 我们已于{ $day }收到您用{ $method }支付的 { $amount }。
money-order-is = 订单 { $number }（共 { $total }）付款没有问题，目前状态：{ $status }。
money-not-paid = 订单 { $number }（共 { $total }）的款项我们还没有收到。银行有时会延迟几个小时；如果您已经扣款，到明天还没有变化，人工客服会帮您追查。
money-no-payment-known = 订单 { $number }（共 { $total }）没有标记为未付款，但我在账上没有查到付款记录，人工客服可以帮您核实。

money-invoice = 订单 { $number }：{ $items }，共 { $total }。发票内容如下。
money-invoice-title = 订单 { $number } 的发票
money-invoice-number = 订单号
money-invoice-date = 下单日期
money-invoice-total = 合计
money-invoice-paid = { $method }支付

money-gift-cards = 您的礼品卡
money-gift-card = 您的{ $card }余额为 { $balance }。
money-no-gift-card = 您的账户里没有礼品卡。如果您手上有卡号，人工客服可以帮您绑定。

next-invoice-company = 需要公司抬头
next-paid = 我付的款到了吗？
