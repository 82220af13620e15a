using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Resources;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Settings;

/// <summary>The usual kinds of settings.</summary>
public static class SettingTypes
{
    private static readonly ResourceManager Texts = new("Hikyaku.Mail.Settings.SettingTexts", typeof(SettingTypes).Assembly);

    /// <summary>yes or no.</summary>
    public static SettingType<bool> Flag { get; } = new(TryParseFlag, static value => value ? "yes" : "no", Say("Flag"));

    /// <summary>yes, no, or the domains and addresses of the accounts that are meant.</summary>
    public static SettingType<AccountScope> Accounts { get; } = new(AccountScope.TryParse, static value => value.ToString(), Say("Accounts"));

    /// <summary>Networks such as 192.0.2.0/24, separated by spaces or commas; a bare address is a network of one.</summary>
    public static SettingType<ImmutableArray<IPNetwork>> Networks { get; } =
        new(TryParseNetworks, static value => string.Join(' ', value), Say("Networks"));

    /// <summary>A domain name, or nothing.</summary>
    public static SettingType<string> DomainOrNone { get; } = new(TryParseDomain, static value => value, Say("DomainOrNone"));

    /// <summary>An https address, or nothing.</summary>
    public static SettingType<string> HttpsAddressOrNone { get; } = new(TryParseHttps, static value => value, Say("HttpsAddressOrNone"));

    /// <summary>A whole number.</summary>
    public static SettingType<int> Number(int least, int most) => new(
        (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        static value => value.ToString(CultureInfo.InvariantCulture),
        Say("Number", least, most));

    /// <summary>A count of octets, written as 5GiB, 500MB or 1024; "none" is 0.</summary>
    public static SettingType<long> Bytes(long least, long most) => new(
        (string text, out long value) => ByteSize.TryParse(text, out value) && value >= least && value <= most,
        ByteSize.Format,
        Say("Bytes", ByteSize.Format(least), ByteSize.Format(most)));

    /// <summary>A span of time, written as 30s, 5m, 4h, 5d or 1d12h.</summary>
    public static SettingType<TimeSpan> Duration(TimeSpan least, TimeSpan most) => new(
        (string text, out TimeSpan value) => TimeSpanText.TryParse(text, out value) && value >= least && value <= most,
        TimeSpanText.Format,
        Say("Duration", TimeSpanText.Format(least), TimeSpanText.Format(most)));

    /// <summary>Text of at most that many characters, without control characters.</summary>
    public static SettingType<string> Text(int most) => new(
        (string text, [NotNullWhen(true)] out string? value) => (value = text).Length <= most && !text.Any(char.IsControl),
        static value => value,
        Say("Text", most));

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public static SettingType<T> Choice<T>()
        where T : struct, Enum => new(
        static (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value),
        static value => value.ToString(),
        Say("Choice", string.Join(", ", Enum.GetNames<T>())));

    private static Func<CultureInfo, string> Say(string key, params object[] arguments) =>
        culture => string.Format(culture, Texts.GetString(key, culture) ?? key, arguments);

    private static bool TryParseFlag(string text, out bool value)
    {
        value = text.ToUpperInvariant() is "YES" or "TRUE" or "ON" or "1";
        return value || text.ToUpperInvariant() is "NO" or "FALSE" or "OFF" or "0";
    }

    private static bool TryParseHttps(string text, out string value)
    {
        value = text;
        return text.Length == 0 || (text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps);
    }

    private static bool TryParseDomain(string text, out string value)
    {
        value = "";
        if (text.Length == 0 || !DomainName.TryNormalize(text, out var ascii))
        {
            return text.Length == 0;
        }

        value = ascii;
        return true;
    }

    private static bool TryParseNetworks(string text, out ImmutableArray<IPNetwork> value)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        value = [];
        foreach (var word in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParseNetwork(word, out var network) || networks.Count == 1000)
            {
                return false;
            }

            networks.Add(network);
        }

        value = networks.ToImmutable();
        return true;
    }

    private static bool TryParseNetwork(string word, out IPNetwork network)
    {
        if (word.Contains('/'))
        {
            return IPNetwork.TryParse(word, out network);
        }

        network = default;
        if (!IPAddress.TryParse(word, out var address))
        {
            return false;
        }

        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
