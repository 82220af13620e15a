namespace Hikyaku.Mail.Lists;

/// <summary>In which role a list names an address.</summary>
public enum ListRole
{
    /// <summary>Receives every post.</summary>
    Member,

    /// <summary>Receives digests.</summary>
    Digest,

    /// <summary>Approves posts or subscriptions.</summary>
    Moderator,

    /// <summary>May post without being a member.</summary>
    Allow,

    /// <summary>May not post.</summary>
    Deny,
}
