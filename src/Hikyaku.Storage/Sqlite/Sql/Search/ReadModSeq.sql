SELECT modseq FROM state
