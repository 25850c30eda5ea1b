# 为顾客办理的事项：确认信。

request-mail-subject = { $did }（{ $number }）
request-mail-text =
    { $name }，您好：

    { $did }。

    { $details }

    办理编号是 { $number }，您随时可以在聊天窗口中查询。

    如果不是您本人要求的，请直接回复这封信，我们会马上请人工核实。

    { $shop }
request-did-cancel = 订单 { $order } 已取消
request-did-change-address = 订单 { $order } 已改寄到新地址
request-did-change-payment = 订单 { $order } 已改用新的付款方式
request-did-change-items = 订单 { $order } 的商品已按您的要求更换
request-did-return = 订单 { $order } 的退货已登记
request-did-exchange = 订单 { $order } 的换货已登记
request-did-change-default-address = 您的默认地址已更新

request-item = { $count } × { $thing }
request-item-becomes = { $count } × { $thing } 换成：{ $new }
request-address = 新地址：{ $address }
request-fee = 本次收取手续费 { $fee }。
request-pays = 已通过{ $method }支付 { $amount }。
request-pays-later = 换货商品寄出时，将从您的{ $method }收取 { $amount }。
request-back-at-once = { $amount } 已经退回您的{ $method }。
request-back-in-days = { $amount } 将退回您的{ $method }，通常需要 { $first } 到 { $last } 个工作日。
request-back-after-parcel = 我们收到包裹后，{ $amount } 会退回您的{ $method }。
request-postage-shop = 寄回无需您付运费。
request-postage-shopper = 寄回的运费请您承担。
