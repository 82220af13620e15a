UPDATE state SET modseq = $modseq
