using System.CommandLine;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Commands;

/// <summary>The options that make or change an account.</summary>
internal sealed class AccountOptions
{
    private readonly Option<bool> _passwordOnInput = CommandParts.Switch("--password-stdin", "PasswordStdinOption");
    private readonly Option<bool> _hashOnInput = CommandParts.Switch("--password-hash-stdin", "PasswordHashStdinOption");
    private readonly Option<bool> _password = CommandParts.Switch("--password", "PasswordOption");
    private readonly Option<string?> _name = CommandParts.Text("--name", "NameOption");
    private readonly Option<long?> _quota = CommandParts.Size("--quota", "QuotaOption");
    private readonly Option<long?> _quotaMessages = CommandParts.Number("--quota-messages", "QuotaMessagesOption");
    private readonly Option<Services?> _enable = CommandParts.ServiceList("--enable", "EnableOption");
    private readonly Option<Services?> _disable = CommandParts.ServiceList("--disable", "DisableOption");
    private readonly Option<string[]?> _forward = CommandParts.Texts("--forward", "ForwardOption");
    private readonly Option<YesNo?> _keepCopy = CommandParts.YesNo("--keep-copy", "KeepCopyOption");
    private readonly Option<bool> _noForward = CommandParts.Switch("--no-forward", "NoForwardOption");
    private readonly Option<YesNo?> _mayChangePassword = CommandParts.YesNo("--may-change-password", "MayChangePasswordOption");
    private readonly Option<string?> _language = CommandParts.Text("--language", "LanguageOption");

    private readonly Option<AccountState?> _state = CommandParts.Choice(
        "--state", "StateOption", ("active", AccountState.Active), ("suspended", AccountState.Suspended), ("no-inbound", AccountState.NoInbound));

    private readonly Option<NamespaceStyle?> _namespace = CommandParts.Choice(
        "--namespace", "NamespaceOption", ("slash", NamespaceStyle.Slash), ("courier", NamespaceStyle.Courier), ("dot", NamespaceStyle.Dot));

    public Symbol[] ForAdd => [_passwordOnInput, _hashOnInput, .. Common];

    public Symbol[] ForSet => [_passwordOnInput, _hashOnInput, _password, .. Common, _noForward];

    private Symbol[] Common =>
        [_name, _quota, _quotaMessages, _enable, _disable, _state, _forward, _keepCopy, _mayChangePassword, _namespace, _language];

    public bool IsPasswordOnInput(ParseResult parsed) => parsed.GetValue(_passwordOnInput);

    public bool IsHashOnInput(ParseResult parsed) => parsed.GetValue(_hashOnInput);

    public bool IsPasswordAsked(ParseResult parsed) => parsed.GetValue(_password) || parsed.GetValue(_passwordOnInput);

    public NewAccount ReadNew(ParseResult parsed, string address) => new()
    {
        Address = address,
        Name = parsed.GetValue(_name) ?? "",
        QuotaBytes = parsed.GetValue(_quota),
        QuotaMessages = parsed.GetValue(_quotaMessages),
        Services = (parsed.GetValue(_enable) ?? Services.All) & ~(parsed.GetValue(_disable) ?? Services.None),
        State = parsed.GetValue(_state) ?? AccountState.Active,
        Forward = ReadForward(parsed, null),
        MayChangePassword = parsed.Flag(_mayChangePassword) ?? true,
        Namespace = parsed.GetValue(_namespace) ?? NamespaceStyle.Slash,
        Language = parsed.GetValue(_language),
    };

    public AccountChange ReadChange(ParseResult parsed, Account account) => new()
    {
        Name = parsed.GetValue(_name),
        QuotaBytes = parsed.GetValue(_quota),
        QuotaMessages = parsed.GetValue(_quotaMessages),
        Services = parsed.GetValue(_enable) is null && parsed.GetValue(_disable) is null
            ? null
            : (account.Services | (parsed.GetValue(_enable) ?? Services.None)) & ~(parsed.GetValue(_disable) ?? Services.None),
        State = parsed.GetValue(_state),
        Forward = ReadForward(parsed, account.Forward),
        RemoveForward = parsed.GetValue(_noForward),
        MayChangePassword = parsed.Flag(_mayChangePassword),
        Namespace = parsed.GetValue(_namespace),
        Language = parsed.GetValue(_language),
    };

    /// <summary>What is wrong with the options together, or null.</summary>
    /// <param name="parsed">The command.</param>
    /// <param name="account">The account to change; null for a new one.</param>
    public string? Problem(ParseResult parsed, Account? account)
    {
        var (enable, disable) = (parsed.GetValue(_enable) ?? Services.None, parsed.GetValue(_disable) ?? Services.None);
        return account is not null && !ForSet.OfType<Option>().Any(parsed.IsGiven) ? CommandMessages.Get("NothingToChange")
            : parsed.IsGiven(_hashOnInput) && IsPasswordAsked(parsed)
                ? CommandMessages.Get("Contradiction", "--password-hash-stdin", parsed.IsGiven(_password) ? "--password" : "--password-stdin")
            : (enable & disable) != Services.None && enable != Services.All ? CommandMessages.Get("Contradiction", "--enable", "--disable")
            : parsed.IsGiven(_noForward) && parsed.IsGiven(_forward) ? CommandMessages.Get("Contradiction", "--no-forward", "--forward")
            : parsed.IsGiven(_noForward) && parsed.IsGiven(_keepCopy) ? CommandMessages.Get("Contradiction", "--no-forward", "--keep-copy")
            : parsed.IsGiven(_keepCopy) && !parsed.IsGiven(_forward) && account?.Forward is null ? CommandMessages.Get("KeepCopyAlone")
            : null;
    }

    // A comma may stand in a quoted local part (RFC 5321 §4.1.2).
    private static string[] Addresses(string word) =>
        word.Contains('"', StringComparison.Ordinal) ? [word] : word.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Forward? ReadForward(ParseResult parsed, Forward? before)
    {
        var targets = parsed.GetValue(_forward) is { Length: > 0 } given ? given.SelectMany(Addresses).ToArray() : null;
        var keepCopy = parsed.Flag(_keepCopy);
        if (targets is null)
        {
            return keepCopy is { } keep && before is not null ? before with { KeepCopy = keep } : null;
        }

        return new Forward(targets is ["discard"] ? [] : [.. targets], keepCopy ?? before?.KeepCopy ?? false);
    }
}
