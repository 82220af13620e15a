using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Passwords;
using Hikyaku.Formats.Qmail;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Merge;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Turns what the old host says into what shall be here, by the precedence that qmail and vdelivermail have.</summary>
internal sealed class Planner(ImportSource source, SourceTree tree, VpopmailHost host, MigrationReport report)
{
    private const int MaxUserFile = 1 << 20;
    private const VpopmailFlags Unmapped =
        VpopmailFlags.NoDialup | VpopmailFlags.NoSpamAssassin | VpopmailFlags.DeleteSpam | VpopmailFlags.SystemAdministrator | VpopmailFlags.NoMaildrop;

    public ImportPlan Plan()
    {
        foreach (var only in source.Only.Where(only => !host.Domains.ContainsKey(only[(only.LastIndexOf('@') + 1)..])))
        {
            throw host.Domains.Values.FirstOrDefault(domain => domain.AliasDomains.Contains(only)) is { } real
                ? ImportRefusedException.Of("OnlyAliasDomain", only, real.Name)
                : ImportRefusedException.Of("OnlyUnknown", only);
        }

        var plan = new ImportPlan([.. host.Domains.Values.Where(domain => source.WantsDomain(domain.Name)).Select(Domain).OfType<PlannedDomain>()]);
        foreach (var only in source.Only.Where(only => only.Contains('@') && !plan.Domains.Any(domain => Has(domain, only))))
        {
            throw ImportRefusedException.Of("OnlyUnknown", only);
        }

        return plan;
    }

    private static bool Has(PlannedDomain domain, string address) =>
        domain.Accounts.Exists(account => account.Address == address) || domain.Aliases.Exists(alias => alias.Address == address)
        || domain.Lists.Exists(list => list.Address == address) || domain.Autoresponders.Exists(reply => reply.Address == address);

    private PlannedDomain? Domain(SourceDomain domain)
    {
        if (!DomainName.TryNormalize(domain.Name, out var name))
        {
            report.Add(ReportOutcome.LeftOut, domain.Name, "DomainBad");
            return null;
        }

        var planned = new PlannedDomain(name) { IsWhole = source.WantsWhole(domain.Name) };
        if (planned.IsWhole)
        {
            planned.AliasDomains.AddRange(domain.AliasDomains);
        }

        planned.Limits = Limits(domain.Limits);
        var hasOverride = domain.Users.Values.Any(user => user.Flags.HasFlag(VpopmailFlags.OverrideLimits));
        var mask = domain.Limits?.Mask ?? VpopmailFlags.None;

        // A domain's switch would also bind the accounts that override it: then each account carries its own.
        planned.DisabledServices = hasOverride ? Services.None : Disabled(mask);
        var files = DotQmailFiles.Read(domain, tree, planned.IsWhole ? report : new MigrationReport());
        foreach (var user in domain.Users.Values)
        {
            Account(planned, domain, user, hasOverride ? mask : mask & VpopmailFlags.NoPasswordChange);
        }

        if (planned.IsWhole)
        {
            CatchAll(planned, files);
        }

        Lists(planned, files);
        Aliases(planned, domain, files);
        return planned;
    }

    private void Account(PlannedDomain domain, SourceDomain from, VpopmailUser user, VpopmailFlags mask)
    {
        var text = $"{user.Name}@{domain.Name}";
        if (!source.WantsAddress(text))
        {
            return;
        }

        if (!Address.TryParse(text, out var address))
        {
            report.Add(ReportOutcome.LeftOut, BytePath.Show(text), "AddressBad");
            return;
        }

        var flags = user.Flags | (user.Flags.HasFlag(VpopmailFlags.OverrideLimits) ? VpopmailFlags.None : mask);
        var home = Home(address.Canonical, user);
        var quota = Quota(address.Canonical, user.Quota);
        CheckHash(address.Canonical, user);
        if ((flags & Unmapped) != VpopmailFlags.None)
        {
            report.Add(ReportOutcome.Warning, address.Canonical, "FlagsUnmapped", FlagNames.Of(flags & Unmapped));
        }

        var account = new NewAccount
        {
            Address = address.Canonical,
            PasswordHash = user.Hash,
            Name = Name(user.Gecos),
            QuotaBytes = quota.Bytes,
            QuotaMessages = quota.Messages,
            Services = Services.All & ~Disabled(flags),
            State = flags.HasFlag(VpopmailFlags.BounceMail) ? AccountState.NoInbound : AccountState.Active,
            MayChangePassword = !flags.HasFlag(VpopmailFlags.NoPasswordChange),
            Forward = home is { } folder ? Forward(domain, address.Canonical, folder) : null,
        };
        var planned = new PlannedAccount(account, user.Name == "postmaster" || flags.HasFlag(VpopmailFlags.DomainAdministrator), home);
        if ((from.SignIns.GetValueOrDefault(user.Name) ?? SignInFile(home)) is { } signIn)
        {
            planned.Notes.Add(signIn.Words);
        }

        domain.Accounts.Add(planned);
    }

    // On cdb hosts: the address in the file, the time as the file's own.
    private LastSignIn? SignInFile(BytePath? home) =>
        home is { } folder && tree.Follow(folder / "lastauth") is { } file && ByteFiles.ReadAll(file, 1024) is { } text && ByteFiles.Facts(file) is { } facts
            ? new LastSignIn(facts.Modified, BytePath.Show(System.Text.Encoding.Latin1.GetString(text).Trim()))
            : null;

    private BytePath? Home(string address, VpopmailUser user)
    {
        if (user.Directory.Length == 0)
        {
            return null;
        }

        var home = tree.Resolve(user.Directory);
        if (home is null)
        {
            report.Add(ReportOutcome.Warning, address, "HomeMissing", BytePath.Show(user.Directory));
        }

        return home;
    }

    private QuotaText Quota(string address, string text)
    {
        var quota = QuotaText.Parse(text);
        if (!quota.IsSuspect)
        {
            return quota;
        }

        report.Add(ReportOutcome.Warning, address, "QuotaSuspect", BytePath.Show(text), address);
        return default;
    }

    private void CheckHash(string address, VpopmailUser user)
    {
        if (user.Hash.Length == 0)
        {
            report.Add(ReportOutcome.Warning, address, "NoPassword", address);
        }
        else if (!PasswordHash.TryParse(user.Hash, out _, out _))
        {
            report.Add(new ReportItem(ReportOutcome.Warning, address, "HashUnusable", address) { Details = [AccountWords.HashProblem(user.Hash)] });
        }
        else if (user.Hash.StartsWith("$apr1$", StringComparison.Ordinal))
        {
            report.Add(ReportOutcome.Warning, address, "AprHash");
        }

        if (user.HasClearPassword)
        {
            report.Add(ReportOutcome.LeftOut, address, "ClearPassword");
        }
    }

    // USERDIR/.qmail with at least one line replaces the delivery; an empty file does not.
    private Forward? Forward(PlannedDomain domain, string address, BytePath home)
    {
        if (tree.Follow(home / ".qmail") is not { } file || ByteFiles.ReadAll(file, MaxUserFile) is not { Length: > 0 } octets)
        {
            return null;
        }

        var lines = LineMapping.Of(DotQmail.ParseUser(octets).Lines, address, host, tree, report);
        if (lines.Autoresponder is { } reply)
        {
            domain.Autoresponders.Add(reply);
        }

        // Lines that cannot be mapped may have delivered: the mail is kept rather than dropped.
        var keeps = lines.KeepsCopy || lines.HasUnmapped || lines.NamesItself;
        return keeps && lines.Targets.Count == 0 ? null : new Forward([.. lines.Targets.Distinct()], keeps);
    }

    private void CatchAll(PlannedDomain domain, DotQmailFiles files)
    {
        if (files.Default is null)
        {
            report.Add(ReportOutcome.Warning, domain.Name, "NoDefaultFile");
            return;
        }

        domain.CatchAll = VdelivermailDefault.Parse(files.Default);
        switch (domain.CatchAll)
        {
            case VdelivermailDefault.Unknown unknown:
                report.Add(ReportOutcome.LeftOut, domain.Name, "CatchAllUnmapped", BytePath.Show(unknown.Line));
                break;
            case VdelivermailDefault.ToDirectory(var path):
                var home = path.EndsWith("/Maildir", StringComparison.Ordinal) ? path[..^"/Maildir".Length] : path;
                domain.CatchAllAccount = host.Homes.GetValueOrDefault(home);
                if (domain.CatchAllAccount is null)
                {
                    report.Add(ReportOutcome.LeftOut, domain.Name, "CatchAllUnmapped", BytePath.Show(path));
                }

                break;
        }
    }

    private void Lists(PlannedDomain domain, DotQmailFiles files)
    {
        var reader = new ListReader(tree, report);
        foreach (var (name, directory) in files.Lists)
        {
            if (Parse(domain, name) is { } address)
            {
                domain.Lists.Add(reader.Read(address, directory));
            }
        }
    }

    private void Aliases(PlannedDomain domain, SourceDomain from, DotQmailFiles files)
    {
        foreach (var name in files.Empty.Where(name => source.WantsAddress($"{name}@{domain.Name}")))
        {
            report.Add(ReportOutcome.LeftOut, $"{BytePath.Show(name)}@{domain.Name}", "FileEmpty");
        }

        // They meant something: their mail waits (450) rather than go to the catch-all.
        foreach (var name in files.Empty.Concat(files.Unreadable).Where(name => name != "default"))
        {
            if (Parse(domain, name) is { } address && !domain.Accounts.Exists(account => account.Address == address))
            {
                Defer(domain, address);
            }
        }

        foreach (var (name, file) in files.Aliases)
        {
            Alias(domain, name, file.Lines);
        }

        // A file of that name wins over the rows; both win over a mailbox.
        foreach (var (name, rows) in from.Valias)
        {
            if (files.Aliases.ContainsKey(name) || files.Lists.ContainsKey(name))
            {
                report.Add(ReportOutcome.LeftOut, $"{name}@{domain.Name}", "ValiasHidden");
            }
            else
            {
                Alias(domain, name, rows.Select(row => DotQmail.ParseValias(BytePath.FromUtf8(row).Text)));
            }
        }
    }

    private void Alias(PlannedDomain domain, string name, IEnumerable<DotQmailLine> lines)
    {
        if (Parse(domain, name) is not { } address)
        {
            return;
        }

        var mapped = LineMapping.Of(lines, address, host, tree, report);
        if (mapped.Autoresponder is { } reply)
        {
            domain.Autoresponders.Add(reply);
        }

        var account = domain.Accounts.FindIndex(account => account.Address == address);
        if (account >= 0 && (mapped.KeepsCopy || mapped.NamesItself))
        {
            DeliverWithCopy(domain, account, mapped);
        }
        else if (mapped.Targets.Count > 0 || (mapped.Autoresponder is null && !mapped.HasUnmapped && !mapped.KeepsCopy && !mapped.NamesItself))
        {
            // A robot with nothing but its reply needs no alias; lines that all failed make none.
            domain.Aliases.Add(new PlannedAlias(address, [.. mapped.Targets.Distinct()]));
            if (account >= 0)
            {
                report.Add(ReportOutcome.Warning, address, "AliasHidesAccount");
            }
        }
        else if (mapped.Autoresponder is null && account < 0)
        {
            Defer(domain, address);
        }
    }

    // The file names the account's own Maildir: it stands in the place of the account's .qmail, which such mail never meets.
    private void DeliverWithCopy(PlannedDomain domain, int account, LineMapping mapped)
    {
        var planned = domain.Accounts[account];
        var forward = mapped.Targets.Count == 0 ? null : new Forward([.. mapped.Targets.Distinct()], KeepCopy: true);
        domain.Accounts[account] = planned with { Account = planned.Account with { Forward = forward } };
        if (mapped.NamesItself)
        {
            report.Add(ReportOutcome.Warning, planned.Address, "NamesItself");
        }
    }

    private void Defer(PlannedDomain domain, string address)
    {
        report.Add(ReportOutcome.Warning, address, "AddressDeferred", address);
        domain.Autoresponders.Add(PlannedAutoresponder.Deferred(address));
    }

    private string? Parse(PlannedDomain domain, string name)
    {
        var text = $"{name}@{domain.Name}";
        if (Address.TryParse(System.Text.Encoding.Latin1.GetBytes(text), out var address))
        {
            return source.WantsAddress(address.Canonical) ? address.Canonical : null;
        }

        if (source.WantsAddress(text))
        {
            report.Add(ReportOutcome.LeftOut, BytePath.Show(text), "AddressBad");
        }

        return null;
    }

    private static string Name(string gecos)
    {
        var name = new string([.. gecos.Where(c => !char.IsControl(c))]).Trim();
        return name.Length > 200 ? name[..200] : name;
    }

    private static DomainLimits Limits(VpopmailLimits? limits) => limits is null ? DomainLimits.Unlimited : new DomainLimits
    {
        Accounts = limits.MaxAccounts,
        Aliases = limits.MaxAliases,
        Forwards = limits.MaxForwards,
        Autoresponders = limits.MaxAutoresponders,
        MailingLists = limits.MaxLists,
        QuotaBytes = limits.DiskQuota,
        QuotaMessages = limits.MaxMessages,
        DefaultQuotaBytes = limits.DefaultQuota,
        DefaultQuotaMessages = limits.DefaultMaxMessages,
    };

    private static Services Disabled(VpopmailFlags flags) =>
        If(flags, VpopmailFlags.NoPop, Services.Pop3) | If(flags, VpopmailFlags.NoImap, Services.Imap) | If(flags, VpopmailFlags.NoWebmail, Services.Web)
        | If(flags, VpopmailFlags.NoSmtp, Services.Smtp) | If(flags, VpopmailFlags.NoRelay, Services.Relay);

    private static Services If(VpopmailFlags flags, VpopmailFlags flag, Services service) => flags.HasFlag(flag) ? service : Services.None;
}
