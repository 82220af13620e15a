INSERT OR REPLACE INTO coverage (mailbox, block, indexed, skipped) VALUES ($id, $block, $indexed, $skipped)
