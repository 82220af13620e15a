using System.Buffers;

namespace Hikyaku.Protocols.Connections;

/// <summary>Octets from a client, or why there are none.</summary>
/// <param name="Status">How the read ended; never <see cref="ReadStatus.TooLong"/>.</param>
/// <param name="Data">What has arrived and is not consumed yet; valid until <see cref="LineReader.Advance"/>.</param>
public readonly record struct ReadDataResult(ReadStatus Status, ReadOnlySequence<byte> Data);
