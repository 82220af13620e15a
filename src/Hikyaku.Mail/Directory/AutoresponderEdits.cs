using System.Globalization;

using Hikyaku.Mail.Filtering;

namespace Hikyaku.Mail.Directory;

/// <summary>Changes of autoresponders, as data: an account's vacation reply, or an address that only answers.</summary>
internal static class AutoresponderEdits
{
    public static DirectoryChange<Autoresponder> Save(EditContext edit, Autoresponder wanted)
    {
        if (NameCheck.Address(edit.Writer, wanted.Address, out var address, out var domain) is { } bad)
        {
            return bad;
        }

        var entry = edit.Writer.FindEntry(address);
        var permission = Permission.Of(edit.Writer, edit.Actor);
        if (!permission.Covers(domain.Id) && !(entry.Account is { } own && permission.Owns(own)))
        {
            return DomainEdits.NotPermitted(edit, address);
        }

        var before = edit.Writer.Autoresponders(domain.Id).FirstOrDefault(known => known.Address == address);
        var refusal = wanted.Message.Length > Autoresponder.MaxMessageLength
            ? new DirectoryRefusal(DirectoryRefusalReason.TooLarge, address, Autoresponder.MaxMessageLength.ToString(CultureInfo.InvariantCulture))
            : before is null ? LimitCheck.Autoresponders(edit, domain) : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var saved = edit.Writer.SaveAutoresponder(wanted with { Address = address, DomainId = domain.Id, AccountId = entry.Account?.Id });
        edit.Record(
            before is null ? "autoresponder.add" : "autoresponder.change", address, before is null ? null : AuditJson.Of(before), AuditJson.Of(saved));
        edit.Touch(address);
        return saved;
    }

    public static DirectoryChange<Autoresponder> Remove(EditContext edit, string text)
    {
        if (AliasEdits.Locate(edit, text, out var address, out var domain) is { } refusal)
        {
            return refusal;
        }

        if (edit.Writer.Autoresponders(domain.Id).FirstOrDefault(known => known.Address == address) is not { } found)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.UnknownAutoresponder, address);
        }

        edit.Writer.RemoveAutoresponder(found.Id);
        edit.Record("autoresponder.remove", address, AuditJson.Of(found), null);
        edit.Touch(address);
        return found;
    }
}
