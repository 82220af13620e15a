SELECT name FROM subscriptions WHERE subscribed
