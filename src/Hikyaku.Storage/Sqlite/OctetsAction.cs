namespace Hikyaku.Storage.Sqlite;

/// <summary>Takes a row's number and octets, which are good during the call only.</summary>
internal delegate void OctetsAction(long number, ReadOnlySpan<byte> octets);
