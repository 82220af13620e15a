SELECT rowid FROM words WHERE words MATCH $match AND rowid BETWEEN $first AND $last
