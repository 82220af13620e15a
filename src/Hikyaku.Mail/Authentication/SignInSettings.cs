using System.Collections.Immutable;
using System.Net;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Authentication;

/// <summary>What administrators choose about sign-in.</summary>
public static class SignInSettings
{
    /// <summary>Networks that are never slowed after wrong passwords.</summary>
    public static readonly Setting<ImmutableArray<IPNetwork>> ThrottleExempt = new("signIn.throttleExempt", [], SettingTypes.Networks);

    /// <summary>How many wrong passwords an account and address may give before they are slowed.</summary>
    public static readonly Setting<int> ThrottleAfter = new("signIn.throttleAfter", 5, SettingTypes.Number(1, 1000));
}
