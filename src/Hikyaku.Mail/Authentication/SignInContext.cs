using System.Net;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Authentication;

/// <summary>Where and how somebody signs in.</summary>
/// <param name="Protocol">The one service that is asked for.</param>
/// <param name="ClientAddress">The client's address.</param>
/// <param name="IsTls">Whether the connection is encrypted.</param>
/// <param name="Mechanism">The SASL mechanism, or the command: PLAIN, LOGIN, USER.</param>
/// <param name="SessionId">The connection's id in the log.</param>
public sealed record SignInContext(Services Protocol, IPAddress ClientAddress, bool IsTls, string Mechanism, string SessionId);
