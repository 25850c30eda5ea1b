# 聊天窗口本身说的话。

desk-again = 再试一次
desk-person = 转人工

desk-photo = [图片]
desk-photo-alt = 您发送的图片

desk-failed-late = 抱歉，这次查询花的时间太长，暂时没能给您答复。您的问题已转给我们的同事，最晚{ $when }会有人在这里回复您。您也可以让我再试一次。
desk-failed-down = 抱歉，查询服务暂时连接不上，没能给您答复。您的问题已转给我们的同事，最晚{ $when }会有人在这里回复您。您也可以让我再试一次。
desk-failed-broken = 抱歉，处理您的问题时出了差错。您的问题已转给我们的同事，最晚{ $when }会有人在这里回复您。您也可以让我再试一次。

desk-person-open = 我们的同事会查看这段对话，最晚{ $when }在这里回复您。您可以先关闭页面，回复会留在这里。在此之前，我可以继续为您服务。
desk-person-closed = 现在是休息时间，我们{ $opens }恢复服务。同事会查看这段对话，最晚{ $when }在这里回复您。您可以先关闭页面，回复会留在这里。在此之前，我可以继续为您服务。

desk-error-bad_frame = 页面发来的内容无法识别，刷新页面通常可以解决。
desk-error-too_long = 内容太长了，请分几次发送，每次不超过 4000 个字。
desk-error-rate = 发送得太快了，请稍等片刻再发。
desk-error-crowded = 您所在的网络刚刚开启了很多新对话，请过几分钟再试；已有的对话不受影响。
desk-error-conflict = 这条消息之前已用别的内容发送过，请重新发送。
desk-error-unknown_choice = 这个选项已失效，最新的选项在最下面。
desk-error-auth = 无法确认您在商店的登录状态，可能已过期，请刷新页面。
desk-error-closed = 这段对话已结束，刷新页面即可开始新的对话。
desk-error-hello = 对话尚未开始，请刷新页面。
desk-error-not_a_picture = 这个文件无法作为图片打开，请发送常见格式的照片或截图。
desk-error-too_large = 图片太大了：最多 8 MB、4000 万像素。通常截个图再发就可以。
desk-error-too_many_photos = 短时间内发送的图片有点多，请过几分钟再发。
