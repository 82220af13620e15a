SELECT DISTINCT destination FROM recipients WHERE leased = 1
