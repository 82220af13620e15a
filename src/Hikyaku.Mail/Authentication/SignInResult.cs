using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Authentication;

/// <summary>The answer to a sign-in.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>It is this account.</summary>
    public sealed record SignedIn(Account Account) : SignInResult;

    /// <summary>It is not. The reason is for the log and the administrator: a client learns only whether a later try may succeed.</summary>
    public sealed record Refused(SignInRefusal Reason) : SignInResult
    {
        /// <summary>Whether the same password may be right later: answer "try again later" instead of "wrong".</summary>
        public bool IsTemporary => Reason is SignInRefusal.Throttled or SignInRefusal.Busy;
    }
}
