# 店铺信息：配送、退换货、付款、营业时间。
shop-fee = { $name }：运费{ $price }，{ $first } 到 { $last } 个工作日送达。
shop-free = 免费
shop-free-from = 订单满 { $amount } 免{ $name }运费。
shop-options = 我们配送到{ $region }全境。下单后 { $first } 到 { $last } 个工作日内发出，之后：
shop-option = { $name } { $first } 到 { $last } 个工作日（{ $price }）。
shop-methods-title = 配送方式
shop-method-row = { $price }，{ $first } 到 { $last } 个工作日

shop-return-window = 收货后 { $days } 天内都可以退货。
shop-return-any-time = 收货后随时可以退货，没有期限。
shop-return-free = 退货免运费。
shop-return-postage = 退货运费由您承担；如果是商品有问题，由我们承担。
shop-return-to-original = 款项按原支付方式退回。
shop-return-to-gift-card = 款项按原支付方式退回，您也可以选择退到自己的礼品卡。
shop-refund-takes = 退款一般 { $first } 到 { $last } 个工作日到账，退到礼品卡则即时到账。
shop-exchange = 您也可以换同款商品的其他规格。
shop-exchange-any = 您也可以换成其他商品。
shop-once = 每笔订单可以办理一次退货或换货，麻烦您一次选好。

shop-pay-with = 支持{ $kinds }付款。
shop-instalments = 可以分期付款，结账时选择就行。
shop-no-instalments = 目前还不支持分期付款。

shop-cancel-free = 订单打包前取消不收任何费用，款项全额退还。
shop-cancel-fee = 订单打包前可以取消，手续费为 { $fee }。

shop-promotions = 目前有哪些活动我这里没有记录，不想随便给您报一个不准的价格。我马上请了解情况的人工客服来答复您。

shop-hours = 我们的服务时间：{ $week }。
shop-open-now = 现在有人工客服在线，到 { $time }。
shop-closed-now = 现在是休息时间，{ $when }恢复服务。您随时可以在这里自助查询。
shop-separator = ，
shop-day-range = { $first }至{ $last } { $spans }
shop-one-day = { $first } { $spans }
shop-monday = 周一
shop-tuesday = 周二
shop-wednesday = 周三
shop-thursday = 周四
shop-friday = 周五
shop-saturday = 周六
shop-sunday = 周日

next-delivery-options = 有哪些配送方式？
next-where = 我的订单到哪了？
next-exchange = 申请换货
next-shipping-fee = 运费多少？
next-stock = 有货吗？
next-product = 了解更多
