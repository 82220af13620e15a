SELECT SUM(length(value)) FROM annotations
