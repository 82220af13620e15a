namespace Hikyaku.TranscriptTests;

/// <summary>One line of a dialogue.</summary>
/// <param name="Number">Its line in the file, from 1.</param>
/// <param name="Client">Whose turn it is; "" is the only client of most files.</param>
/// <param name="Verb">C, C{…}, S, S~, STARTTLS, COMPRESS, CLOSED, CLOSE, WAIT, STORED, QUEUED, SENDERS or |.</param>
/// <param name="Text">The rest of the line.</param>
internal sealed record TranscriptStep(int Number, string Client, string Verb, string Text);
