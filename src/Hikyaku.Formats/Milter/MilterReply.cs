namespace Hikyaku.Formats.Milter;

/// <summary>What a milter answers.</summary>
public abstract record MilterReply
{
    private MilterReply()
    {
    }

    /// <summary>Its side of the negotiation.</summary>
    /// <param name="Version">The version of the protocol.</param>
    /// <param name="Actions">What it may change.</param>
    /// <param name="Steps">What it does not hear or answer.</param>
    public sealed record Negotiated(int Version, MilterActions Actions, MilterSteps Steps) : MilterReply;

    /// <summary>Go on.</summary>
    public sealed record Continue : MilterReply;

    /// <summary>No more of it is needed: the rest passes.</summary>
    public sealed record Accept : MilterReply;

    /// <summary>The message is taken and dropped.</summary>
    public sealed record Discard : MilterReply;

    /// <summary>Refuse for good.</summary>
    public sealed record Reject : MilterReply;

    /// <summary>Refuse for now.</summary>
    public sealed record TemporaryFailure : MilterReply;

    /// <summary>Refuse with these words.</summary>
    /// <param name="Code">4xx or 5xx.</param>
    /// <param name="Text">The rest, often with an enhanced code in front.</param>
    public sealed record ReplyCode(int Code, string Text) : MilterReply;

    /// <summary>It still works; wait longer.</summary>
    public sealed record Progress : MilterReply;

    /// <summary>It has seen enough of the body.</summary>
    public sealed record Skip : MilterReply;

    /// <summary>End the connection with the client.</summary>
    public sealed record Shutdown : MilterReply;

    /// <summary>One more recipient.</summary>
    /// <param name="Path">With or without angle brackets.</param>
    public sealed record AddRecipient(string Path) : MilterReply;

    /// <summary>One recipient less.</summary>
    /// <param name="Path">With or without angle brackets.</param>
    public sealed record DeleteRecipient(string Path) : MilterReply;

    /// <summary>Another reverse-path.</summary>
    /// <param name="Path">With or without angle brackets.</param>
    public sealed record ChangeFrom(string Path) : MilterReply;

    /// <summary>A header field at the end of the header.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value, with LF where it is folded.</param>
    public sealed record AddHeader(string Name, string Value) : MilterReply;

    /// <summary>A header field at a place.</summary>
    /// <param name="Index">Fields in front of it.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value, with LF where it is folded.</param>
    public sealed record InsertHeader(int Index, string Name, string Value) : MilterReply;

    /// <summary>Another value for a header field, or its removal.</summary>
    /// <param name="Index">The how manieth of that name, from 1.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">The new value; empty removes the field.</param>
    public sealed record ChangeHeader(int Index, string Name, string Value) : MilterReply;

    /// <summary>A piece of the new body.</summary>
    /// <param name="Octets">The octets, with CRLF line ends.</param>
    public sealed record ReplaceBody(ReadOnlyMemory<byte> Octets) : MilterReply;

    /// <summary>Hold the message.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Quarantine(string Reason) : MilterReply;
}
