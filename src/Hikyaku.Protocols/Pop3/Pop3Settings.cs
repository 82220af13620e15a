using Hikyaku.Mail.Settings;

namespace Hikyaku.Protocols.Pop3;

/// <summary>What an administrator chooses about POP3.</summary>
public static class Pop3Settings
{
    internal const int MostDays = 3650;

    /// <summary>The least time between two sign-ins of an account (RFC 2449 §6.5); 0: none.</summary>
    internal static readonly Setting<TimeSpan> LoginDelay =
        new("pop3.loginDelay", TimeSpan.Zero, SettingTypes.Duration(TimeSpan.Zero, TimeSpan.FromDays(1)));

    /// <summary>Days after which the end of a session removes what was read (RFC 2449 §6.7); 0: never.</summary>
    internal static readonly Setting<int> Expire = new("pop3.expire", 0, SettingTypes.Number(0, MostDays));
}
