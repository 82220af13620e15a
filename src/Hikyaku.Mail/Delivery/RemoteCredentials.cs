namespace Hikyaku.Mail.Delivery;

/// <summary>How to sign in to a smart host.</summary>
public sealed record RemoteCredentials(string UserName, string Password)
{
    /// <summary>The user name alone: a password never reaches a log.</summary>
    public override string ToString() => UserName;
}
