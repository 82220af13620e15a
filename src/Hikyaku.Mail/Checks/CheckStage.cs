namespace Hikyaku.Mail.Checks;

/// <summary>When a check has what it looks at. Those before <see cref="RcptTo"/> are asked at MAIL, so that who signs in costs none of them.</summary>
public enum CheckStage
{
    /// <summary>The connection is there; what is found before the greeting ends it at once.</summary>
    Greeting,

    /// <summary>Where the client is, is known.</summary>
    Connect,

    /// <summary>So is the name that it gives itself.</summary>
    Helo,

    /// <summary>So is the sender.</summary>
    MailFrom,

    /// <summary>So is a recipient.</summary>
    RcptTo,

    /// <summary>So is the message.</summary>
    Data,
}
