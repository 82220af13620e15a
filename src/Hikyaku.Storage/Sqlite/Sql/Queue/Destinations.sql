SELECT DISTINCT domain, destination FROM recipients
