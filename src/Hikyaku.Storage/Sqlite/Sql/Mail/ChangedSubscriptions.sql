SELECT name, subscribed FROM subscriptions WHERE modseq > $after
