# 付款、价格保护、公司发票。
pay-order-ask-way = 订单{ $number }（共 { $total }）正在等待付款，请问怎么处理？
paying-way-link = 发给我付款链接
paying-way-cancel = 取消订单
funnel-label-way = 怎么处理
pay-link-title = 支付订单{ $number }
pay-link-quote = 我把订单{ $number }的付款链接发到您的邮箱，也会显示在这里：{ $items }。
pay-link-done = 请在这里支付订单{ $number }：{ $link } （{ $request }）。邮箱里也有一份。
pay-link-next = 收到款项后，我们马上备货。
price-drop-title = 订单{ $number }价格保护
price-drop-quote = 订单{ $number }里的{ $items }在您购买后降价了，差价退给您。
price-drop-done = 办好了。{ $items }的差价退给您（{ $request }）。
invoice-ask-company = 订单{ $number }的发票抬头是哪家公司？
invoice-ask-tax-number = 税号是多少？
funnel-label-company = 公司抬头
funnel-label-tax-number = 税号
invoice-for-title = 订单{ $number }的发票
invoice-for-quote = 订单{ $number }的发票将开给{ $company }，税号 { $tax_number }。
invoice-for-done = 办好了。订单{ $number }开给{ $company }的发票会发到您的邮箱（{ $request }）。

refused-no-price-protection = 本店没有价格保护，已付的价格不变。
refused-protection-over = 购买后{ $days }天内降价可以退差价，订单{ $number }已经超过了。
refused-price-not-lower = 订单{ $number }的商品现在没有低于您的购买价。以后降价了，随时来问我。
refused-already-paid = 订单{ $number }已经付过款了，不需要您再做什么。
refused-no-link = 订单{ $number }不能用链接付款，可以在结账页面支付。
refused-tax-number-unreadable = 这看起来不是税号，请只写字母和数字。
refused-nothing-cheaper = 您最近 { $days } 天买的商品现在都没有低于购买价。以后降价了，随时来问我。
paying-all-paid = 您的订单都付过款了，不需要再做什么。
