# 为什么不行：选项已过期，或说的不在选项里。
refused-no-lines = 我还不知道是订单 { $number } 里的哪一件。
refused-unknown-lines = 其中有一件不在订单 { $number } 里。
refused-other-product = { $name }只能换成同款的其他规格；想换别的商品，可以退货后重新下单。
refused-unknown-method = 您的账户里已经没有这种付款方式了。
refused-original-method-only = 差价按订单 { $number } 原来的付款方式处理。
refused-refund-elsewhere = 款项不能退到那里：按订单 { $number } 原来的付款方式退回，店铺允许时也可以退到礼品卡。
refused-too-long = 这段话有点长，请说得短一些。
