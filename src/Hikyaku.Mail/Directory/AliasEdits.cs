namespace Hikyaku.Mail.Directory;

/// <summary>Changes of aliases.</summary>
internal static class AliasEdits
{
    public static DirectoryChange<Alias> Add(EditContext edit, string text, IReadOnlyList<string> texts)
    {
        if (Locate(edit, text, out var address, out var domain) is { } bad)
        {
            return bad;
        }

        // An imported host may have an alias that hides an account of the same name; both are kept.
        var taken = edit.Writer.FindEntry(address);
        if (edit.Actor.IsImport ? taken.Alias is not null || taken.List is not null : !taken.IsEmpty && !IsRobotOnly(taken))
        {
            return NameCheck.Taken(address, taken);
        }

        if ((TargetCheck.Read(edit, address, texts, out var targets) ?? LimitCheck.Aliases(edit, domain)) is { } refusal)
        {
            return refusal;
        }

        var alias = edit.Writer.AddAlias(new Alias(0, domain.Id, address, targets));
        edit.Record("alias.add", address, null, AuditJson.Of(targets));
        edit.Touch(address);
        return alias;
    }

    public static DirectoryChange<Alias> Change(EditContext edit, string text, IReadOnlyList<string> texts)
    {
        if (Find(edit, text, out var before) is { } unknown)
        {
            return unknown;
        }

        if (TargetCheck.Read(edit, before.Address, texts, out var targets) is { } refusal)
        {
            return refusal;
        }

        var after = before with { Targets = targets };
        edit.Writer.UpdateAlias(after);
        edit.Record("alias.change", after.Address, AuditJson.Of(before.Targets), AuditJson.Of(targets));
        edit.Touch(after.Address);
        return after;
    }

    public static DirectoryChange<Alias> Remove(EditContext edit, string text)
    {
        if (Find(edit, text, out var alias) is { } refusal)
        {
            return refusal;
        }

        edit.Writer.RemoveAlias(alias.Id);
        edit.Record("alias.remove", alias.Address, AuditJson.Of(alias.Targets), null);
        edit.Touch(alias.Address);
        return alias;
    }

    /// <summary>Reads an address of ours that the actor administers.</summary>
    public static DirectoryRefusal? Locate(EditContext edit, string text, out string address, out Domain domain) =>
        NameCheck.Address(edit.Writer, text, out address, out domain) is { } bad ? bad
            : Permission.Of(edit.Writer, edit.Actor).Covers(domain.Id) ? null : DomainEdits.NotPermitted(edit, address);

    private static bool IsRobotOnly(NamedEntry entry) => entry is { IsRobot: true, Account: null, Alias: null, List: null };

    private static DirectoryRefusal? Find(EditContext edit, string text, out Alias alias)
    {
        alias = null!;
        if (Locate(edit, text, out var address, out _) is { } refusal)
        {
            return refusal;
        }

        alias = edit.Writer.FindEntry(address).Alias!;
        return alias is null ? new DirectoryRefusal(DirectoryRefusalReason.UnknownAlias, address) : null;
    }
}
