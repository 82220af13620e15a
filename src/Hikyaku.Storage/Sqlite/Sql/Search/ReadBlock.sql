SELECT indexed, skipped FROM coverage WHERE mailbox = $id AND block = $block
