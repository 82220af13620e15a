SELECT DISTINCT destination FROM recipients WHERE pinned = 1
