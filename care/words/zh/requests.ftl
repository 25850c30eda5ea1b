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
request-did-replace = 订单 { $order } 的补发已安排
request-did-refund-fault = 订单 { $order } 出现问题的商品已安排退款
request-did-price-drop = 订单 { $order } 的差价将退还给您
request-did-trace = 订单 { $order } 的包裹正在查找
request-did-hurry = 订单 { $order } 已为您加急催促
request-did-change-delivery = 订单 { $order } 的配送要求已转达
request-did-invoice-for = 订单 { $order } 的发票
request-did-pay-link = 订单 { $order } 的付款链接
request-did-remind = 到货后我们会通知您
request-did-change-profile = 您的账户资料已更新

request-item = { $count } × { $thing }，{ $price }
request-item-again = { $count } × { $thing }，再次寄送
request-item-cheaper = { $count } × { $thing }：原价 { $old }，现价 { $new }
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
request-send-back = 请寄回：{ $items }。其余商品您可以留下。
request-parcel = 包裹：{ $parcel }
request-by = 最晚 { $day } 前给您答复。
request-wanted = 您的要求：{ $wanted }
request-phone = 配送联系电话：{ $phone }
request-link = 点此付款：{ $link }
request-invoice-total = 合计：{ $total }
request-invoice-day = 下单日期：{ $day }
request-invoice-paid = 付款方式：{ $methods }
request-invoice-for = 发票抬头：{ $company }，税号 { $tax }
request-invoice-from = 开票方：{ $shop }，{ $email }
