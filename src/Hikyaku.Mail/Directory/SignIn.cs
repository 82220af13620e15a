using System.Net;

namespace Hikyaku.Mail.Directory;

/// <summary>The newest sign-in of an account by one protocol.</summary>
/// <param name="Account">Who.</param>
/// <param name="Protocol">One of the services.</param>
/// <param name="Address">From where.</param>
/// <param name="At">When, UTC.</param>
public sealed record SignIn(AccountId Account, Services Protocol, IPAddress Address, DateTimeOffset At);
