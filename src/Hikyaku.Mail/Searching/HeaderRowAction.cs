namespace Hikyaku.Mail.Searching;

/// <summary>Takes the stored header row of a message, which is good during the call only.</summary>
/// <param name="uid">The message.</param>
/// <param name="row">Its row, as <see cref="HeaderRow"/> reads it.</param>
public delegate void HeaderRowAction(uint uid, ReadOnlySpan<byte> row);
