using System.Buffers;

namespace Hikyaku.Mail.Store.Units;

/// <summary>The stored form of a unit of work, in the journal and in the manifest of an account.</summary>
public static class UnitFormat
{
    private const byte Version = 3;

    // 1 has no checksums of messages, 2 no annotations.
    private const byte FirstVersion = 1;

    /// <summary>Writes a unit.</summary>
    public static void Write(IBufferWriter<byte> output, AccountUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        WriteStart(output, unit.Sequence, unit.Mutations.Count);
        foreach (var mutation in unit.Mutations)
        {
            Write(output, mutation);
        }
    }

    /// <summary>Begins a unit whose mutations come one at a time.</summary>
    public static void WriteStart(IBufferWriter<byte> output, ulong sequence, long mutations)
    {
        var writer = new OctetWriter(output);
        writer.Octet(Version);
        writer.Number(sequence);
        writer.Number((ulong)mutations);
    }

    /// <summary>Writes the next mutation of a unit.</summary>
    public static void Write(IBufferWriter<byte> output, Mutation mutation) => MutationFormat.Write(new OctetWriter(output), mutation);

    /// <summary>The most octets that <see cref="ReadSequence(ReadOnlySpan{byte})"/> needs.</summary>
    public const int StartLength = 11;

    /// <summary>Reads a unit's number from its first octets.</summary>
    /// <exception cref="InvalidDataException">The octets are damaged.</exception>
    /// <exception cref="DataFolderTooNewException">A newer version wrote them.</exception>
    public static ulong ReadSequence(ReadOnlySpan<byte> start)
    {
        var reader = new OctetReader(start);
        return ReadSequence(ref reader);
    }

    /// <summary>Reads a unit.</summary>
    /// <exception cref="InvalidDataException">The octets are damaged.</exception>
    /// <exception cref="DataFolderTooNewException">A newer version wrote them.</exception>
    public static AccountUnit Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        var sequence = ReadSequence(ref reader);
        var count = reader.Number();
        var mutations = new List<Mutation>((int)Math.Min(count, (ulong)octets.Length));
        for (ulong i = 0; i < count; i++)
        {
            mutations.Add(MutationFormat.Read(ref reader));
        }

        return new AccountUnit(sequence, mutations);
    }

    private static ulong ReadSequence(ref OctetReader reader)
    {
        var version = reader.Octet();
        return version switch
        {
            >= FirstVersion and <= Version => reader.Number(),
            > Version => throw new DataFolderTooNewException("The journal", version, Version),
            _ => throw new InvalidDataException($"A unit of work has the format {version}, which there never was."),
        };
    }
}
