using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>One command as it came: octets with literals, and where its arguments begin.</summary>
internal sealed record ImapCommand(string Tag, string Name, bool IsUid, ReadOnlyMemory<byte> Octets, int ArgumentsAt)
{
    /// <summary>A message literal was announced but not read yet (APPEND).</summary>
    public LiteralMark? Pending { get; init; }

    /// <summary>A reader of the arguments, after the space behind the name.</summary>
    public CommandReader Arguments => new(Octets.Span[ArgumentsAt..]);

    /// <summary>Whether there is anything behind the name.</summary>
    public bool HasArguments => ArgumentsAt < Octets.Length;

    /// <summary>Reads tag, name and a UID prefix; the reader's problem comes back when they are damaged.</summary>
    public static ImapCommand? Parse(ReadOnlyMemory<byte> octets, out string tag, out string? problem)
    {
        var reader = new CommandReader(octets.Span);
        tag = reader.Tag();
        reader.Expect(' ');
        var name = reader.Word();
        var isUid = name == "UID" && reader.Skip(' ');
        name = isUid ? reader.Word() : name;
        reader.Skip(' ');
        problem = reader.Problem;
        return problem is null ? new ImapCommand(tag, name, isUid, octets, reader.Position) : null;
    }
}
