using System.Net;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Reception;

/// <summary>What is known about who hands mail over.</summary>
public sealed record Peer
{
    /// <summary>Where it connects from.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The name it gave itself, or an empty string.</summary>
    public string HeloName { get; init; } = "";

    /// <summary>Who signed in, or null.</summary>
    public Account? Account { get; init; }

    /// <summary>What the checks know about a connection from outside; null on listeners for users and for servers of this house.</summary>
    public BorderVisit? Visit { get; init; }

    /// <summary>The recipients that its message has so far.</summary>
    public int Recipients { get; init; }

    /// <summary>It came to a listener for users: without sign-in nothing is taken.</summary>
    public bool IsSubmission { get; init; }

    /// <summary>It came to the LMTP listener: another server of this house hands over what is to be delivered here.</summary>
    public bool IsLmtp { get; init; }
}
