# A letter when something is there again.
back-in-stock-ask-product = What are you waiting for? Its name is enough.
back-in-stock-ask-variant = Which { $item } are you waiting for?
funnel-label-product = Which product
reminding-is-there = The { $name } is in stock just now, so there is no need to wait.
remind-title = Tell me when it is back
remind-quote = I'll write you an e-mail as soon as this is in stock again: { $items }.
remind-done = Done! You get an e-mail as soon as { $items } is back ({ $request }).
remind-already = You are on the list for { $items } already ({ $request }): an e-mail comes as soon as it is back.
refused-unknown-variant = I can't find that among our products any more.
refused-in-stock-already = The { $name } ({ $options }) is in stock again, so there is no need to wait.
