UPDATE account SET modseq = $modseq, epoch = $epoch
