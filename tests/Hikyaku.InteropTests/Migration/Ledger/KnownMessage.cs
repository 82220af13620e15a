namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>A message of the old host as a client shall see it.</summary>
/// <param name="Uid">Null: the old host gave none.</param>
/// <param name="Date">The received date, Unix seconds.</param>
/// <param name="Octets">As they go over the wire.</param>
/// <param name="Flags">Flags and keywords in IMAP's words.</param>
internal sealed record KnownMessage(uint? Uid, long Date, byte[] Octets, IReadOnlyList<string> Flags)
{
    /// <summary>Over POP3 the last line ends like every other (RFC 1939 §3).</summary>
    public byte[] Lines => Octets.AsSpan().EndsWith("\r\n"u8) ? Octets : [.. Octets, .. "\r\n"u8];
}
