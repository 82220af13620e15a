SELECT modseq FROM account
