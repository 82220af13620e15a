namespace Hikyaku.Mail.Searching;

/// <summary>A message during a search, with as much of it as was read so far.</summary>
internal readonly ref struct Candidate
{
    /// <summary>What the mailbox's arrays know.</summary>
    public required MessageRow Row { get; init; }

    /// <summary>Its header row; unknown at first.</summary>
    public HeaderRow Header { get; init; }

    /// <summary>Its text; null at first.</summary>
    public MessageText? Text { get; init; }
}
