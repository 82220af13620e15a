using System.Globalization;

namespace Hikyaku.Formats.Vpopmail;

/// <summary>The limits of a domain, of table limits, .qmailadmin-limits or vlimits.default. -1 is unlimited.</summary>
public sealed record VpopmailLimits
{
    private const long Mebibyte = 1 << 20;

    /// <summary>By the names of the SQL columns, lower case.</summary>
    public required IReadOnlyDictionary<string, long> Values { get; init; }

    /// <summary>Accounts.</summary>
    public int? MaxAccounts => Limit("maxpopaccounts");

    /// <summary>Aliases.</summary>
    public int? MaxAliases => Limit("maxaliases");

    /// <summary>Forwards.</summary>
    public int? MaxForwards => Limit("maxforwards");

    /// <summary>Autoresponders.</summary>
    public int? MaxAutoresponders => Limit("maxautoresponders");

    /// <summary>Mailing lists.</summary>
    public int? MaxLists => Limit("maxmailinglists");

    /// <summary>Octets of all accounts: the text is in MB.</summary>
    public long? DiskQuota => Positive("diskquota") is { } megabytes && megabytes < long.MaxValue / Mebibyte ? megabytes * Mebibyte : null;

    /// <summary>Messages of all accounts.</summary>
    public long? MaxMessages => Positive("maxmsgcount");

    /// <summary>Octets of a new account: the text is in octets.</summary>
    public long? DefaultQuota => Positive("defaultquota");

    /// <summary>Messages of a new account.</summary>
    public long? DefaultMaxMessages => Positive("defaultmaxmsgcount");

    /// <summary>The flags that apply to every account without <see cref="VpopmailFlags.OverrideLimits"/>.</summary>
    public VpopmailFlags Mask =>
        Flag("disable_pop", VpopmailFlags.NoPop) | Flag("disable_imap", VpopmailFlags.NoImap) | Flag("disable_webmail", VpopmailFlags.NoWebmail)
        | Flag("disable_smtp", VpopmailFlags.NoSmtp) | Flag("disable_relay", VpopmailFlags.NoRelay)
        | Flag("disable_passwordchanging", VpopmailFlags.NoPasswordChange);

    /// <summary>Reads a limits file: <c>name: value</c>, bare words, comments.</summary>
    public static VpopmailLimits ParseFile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var raw in text.Split('\n'))
        {
            var words = raw.Split([' ', '\t', ':', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            var name = SqlName(words[0].ToLowerInvariant());
            if (words.Length == 1)
            {
                values[name] = 1;
            }
            else if (long.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                values[name] = number;
            }
        }

        return new VpopmailLimits { Values = values };
    }

    private static string SqlName(string word) => word switch
    {
        "quota" => "diskquota",
        "default_quota" => "defaultquota",
        "default_maxmsgcount" => "defaultmaxmsgcount",
        "disable_password_changing" => "disable_passwordchanging",
        "disable_external_relay" => "disable_relay",
        _ => word,
    };

    private int? Limit(string name) => Values.TryGetValue(name, out var value) && value is >= 0 and <= int.MaxValue ? (int)value : null;

    private long? Positive(string name) => Values.TryGetValue(name, out var value) && value > 0 ? value : null;

    private VpopmailFlags Flag(string name, VpopmailFlags flag) => Values.TryGetValue(name, out var value) && value > 0 ? flag : VpopmailFlags.None;
}
