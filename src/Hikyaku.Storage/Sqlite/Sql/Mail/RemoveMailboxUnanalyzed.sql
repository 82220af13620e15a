DELETE FROM unanalyzed WHERE id BETWEEN $first AND $last
