namespace Hikyaku.Formats.Mime;

/// <summary>How a part is taken apart.</summary>
public enum PartKind
{
    /// <summary>It has content only.</summary>
    Leaf,

    /// <summary>It has body parts.</summary>
    Multipart,

    /// <summary>It is a message/rfc822: its one child is the message.</summary>
    Message,
}
