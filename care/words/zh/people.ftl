# 转人工：顾客要求的，以及目前还不能自助办理的。
people-handoff = 好的，我帮您转人工客服。
people-complaint = 给您带来了麻烦，耽误了您的时间，非常抱歉。人工客服会看完全部记录，负责为您处理。

later-change = 订单 { $number } 还可以修改。我暂时还不能直接操作，马上帮您转给人工客服。
later-change-late = 订单 { $number } 已经打包或发出，在这里改不了了。我请人工客服看看还能怎么处理。
later-change-over = 订单已经没法修改了，您可以这样处理：
later-repair-warranty = 我把订单 { $number } 转给负责维修和保修的人工客服。
later-refund-request = 我把订单 { $number } 的退款需求连同订单记录一起转给人工客服。
later-change-return-request = 我请人工客服帮您修改订单 { $number } 的退换货申请。
later-unexpected-charge = 以上是订单 { $number } 在我们这里的记录。我请人工客服和您的账单核对一下。

later-account-access = 为了您的账户安全，我没有权限进入账户。人工客服会帮您重新登录。
later-manage-account = 开通、注销和切换账户由人工客服办理，以免被他人冒用。我马上帮您转接。
later-membership-subscription = 会员信息我这里还查不到，我请能查到的人工客服来答复您。
later-newsletter = 订阅设置我暂时还不能修改，我把您的要求转给人工客服来处理。
later-technical-issue = 谢谢您告诉我们。我转给人工客服处理，您可以先写一下当时在做什么、看到了什么。
later-review-feedback = 谢谢您花时间反馈，我会转给人工客服，每一条都会有人看。
later-promo-code-issue = 优惠码和优惠券我这里还查不到，我请人工客服来看，您可以先把券码发在这里。
later-place-order = 价格和库存我可以帮您查，下单暂时还不行，人工客服会帮您下单。
later-installation-service = 安装由人工客服安排，我马上帮您转接。
later-product-help = 这个需要熟悉产品使用的同事来答复。我帮您转人工客服，您可以先写一下是哪款商品、出现了什么情况。
