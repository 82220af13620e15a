using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Authentication;

/// <summary>What administrators choose about sign-in with tokens (OAUTHBEARER, XOAUTH2).</summary>
public static class OAuthSettings
{
    /// <summary>The issuer, as its tokens name it; none: no tokens are taken.</summary>
    public static readonly Setting<string> Issuer = new("oauth.issuer", "", SettingTypes.HttpsAddressOrNone);

    /// <summary>The name under which the issuer knows this server: the "aud" of its tokens.</summary>
    public static readonly Setting<string> Audience = new("oauth.audience", "", SettingTypes.Text(255));

    /// <summary>The claim that holds the name of the account.</summary>
    public static readonly Setting<string> UserClaim = new("oauth.userClaim", "email", SettingTypes.Text(64));

    /// <summary>Where the issuer's keys are; none: where its configuration says.</summary>
    public static readonly Setting<string> Keys = new("oauth.keys", "", SettingTypes.HttpsAddressOrNone);
}
