# 转人工：顾客要求的，以及目前还不能自助办理的。
people-handoff = 好的，我帮您转人工客服。
people-complaint = 给您带来了麻烦，耽误了您的时间，非常抱歉。人工客服会看完全部记录，负责为您处理。

later-cancel = 订单 { $number } 还可以取消。我暂时还不能直接操作，马上帮您转给人工客服。
later-cancel-late = 订单 { $number } 已经不能直接取消了。我请人工客服看看还能不能拦下来；拦不下来的话，收货后可以退货。
later-cancel-over = 已经没有可以取消的了，您可以这样处理：
later-change = 订单 { $number } 还可以修改。我暂时还不能直接操作，马上帮您转给人工客服。
later-change-late = 订单 { $number } 已经打包或发出，在这里改不了了。我请人工客服看看还能怎么处理。
later-change-over = 订单已经没法修改了，您可以这样处理：
later-delivery-over = 已经没有待派送的包裹了。如果哪里不对，可以告诉我：
later-return = 收货后 { $days } 天内可以退换货。我暂时还不能直接办理，帮您把订单 { $number } 转给人工客服。
later-return-any-time = 订单 { $number } 的商品可以退换。我暂时还不能直接办理，帮您转给人工客服。
later-return-not-there = 订单 { $number } 还没有送达，暂时没有可以退换的商品。我把您的需求转给人工客服，看看能不能提前拦下。
later-expedite-order = 我把订单 { $number } 转给人工客服，请仓库和快递加快处理。
later-change-delivery-time-or-contact = 派送由快递负责，我请人工客服为订单 { $number } 安排。
later-delivered-not-received = 这种情况一定要查清楚。我把订单 { $number } 转给人工客服，向快递核实去向；您也可以先问问邻居、前台或看看信箱。
later-missing-or-wrong-item = 订单 { $number } 的商品出了差错，很抱歉。人工客服会为您处理，您可以先在这里写一下少了什么或发错了什么。
later-damaged-or-defective = 订单 { $number } 的商品有损坏，很抱歉。人工客服会为您处理，您可以先在这里写一下哪里坏了。
later-repair-warranty = 我把订单 { $number } 转给负责维修和保修的人工客服。
later-refund-request = 我把订单 { $number } 的退款需求连同订单记录一起转给人工客服。
later-change-return-request = 我请人工客服帮您修改订单 { $number } 的退换货申请。
later-unexpected-charge = 以上是订单 { $number } 在我们这里的记录。我请人工客服和您的账单核对一下。
later-price-protection = 我把订单 { $number } 转给人工客服，核对您付的价格和现在的价格。

later-account-access = 为了您的账户安全，我没有权限进入账户。人工客服会帮您重新登录。
later-update-profile = 我暂时还不能修改账户资料，人工客服会帮您改好。
later-manage-account = 开通、注销和切换账户由人工客服办理，以免被他人冒用。我马上帮您转接。
later-membership-subscription = 会员信息我这里还查不到，我请能查到的人工客服来答复您。
later-newsletter = 订阅设置我暂时还不能修改，我把您的要求转给人工客服来处理。
later-technical-issue = 谢谢您告诉我们。我转给人工客服处理，您可以先写一下当时在做什么、看到了什么。
later-review-feedback = 谢谢您花时间反馈，我会转给人工客服，每一条都会有人看。
later-promo-code-issue = 优惠码和优惠券我这里还查不到，我请人工客服来看，您可以先把券码发在这里。
later-place-order = 价格和库存我可以帮您查，下单暂时还不行，人工客服会帮您下单。
later-installation-service = 安装由人工客服安排，我马上帮您转接。
later-product-help = 这个需要熟悉产品使用的同事来答复。我帮您转人工客服，您可以先写一下是哪款商品、出现了什么情况。
later-back-in-stock = 我请人工客服记下来，到货了就通知您。
