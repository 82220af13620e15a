using System.Globalization;
using System.Text.Json;

using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Directory;

/// <summary>Changes of mailing lists, as data.</summary>
internal static class ListEdits
{
    private const int MaxTextLength = 1024 * 1024;

    public static DirectoryChange<MailingList> Save(EditContext edit, MailingList wanted, IReadOnlyCollection<ListMember> members)
    {
        if (AliasEdits.Locate(edit, wanted.Address, out var address, out var domain) is { } bad)
        {
            return bad;
        }

        var taken = edit.Writer.FindEntry(address);
        if (taken.List is null && !(taken.IsEmpty || (edit.Actor.IsImport && taken.Alias is null)))
        {
            return NameCheck.Taken(address, taken);
        }

        if ((CheckTexts(address, wanted) ?? (taken.List is null ? LimitCheck.MailingLists(edit, domain) : null)) is { } refusal)
        {
            return refusal;
        }

        var list = edit.Writer.SaveMailingList(wanted with { Address = address, DomainId = domain.Id }, [.. members.Distinct()]);
        var before = taken.List is { } old ? AuditJson.Of(old, 0) : null;
        edit.Record(before is null ? "list.add" : "list.change", address, before, AuditJson.Of(list, members.Count));
        edit.Touch(address);
        return list;
    }

    public static DirectoryChange<MailingList> Remove(EditContext edit, string text)
    {
        if (AliasEdits.Locate(edit, text, out var address, out _) is { } refusal)
        {
            return refusal;
        }

        if (edit.Writer.FindEntry(address).List is not { } list)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.UnknownMailingList, address);
        }

        edit.Writer.RemoveMailingList(list.Id);
        edit.Record("list.remove", address, AuditJson.Of(list, 0), null);
        edit.Touch(address);
        return list;
    }

    private static DirectoryRefusal? CheckTexts(string address, MailingList list)
    {
        if (list.Options.Length + list.Texts.Sum(text => (long)text.Key.Length + text.Value.Length) > MaxTextLength)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.TooLarge, address, MaxTextLength.ToString(CultureInfo.InvariantCulture));
        }

        return IsJsonObject(list.Options) ? null : new DirectoryRefusal(DirectoryRefusalReason.BadListOptions, address);
    }

    private static bool IsJsonObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
