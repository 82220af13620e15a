INSERT OR REPLACE INTO subscriptions (name, subscribed, modseq) VALUES ($name, $subscribed, $modseq)
