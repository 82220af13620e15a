using System.Globalization;

using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>The order and the unique identifiers of a POP3 listing.</summary>
internal static class Pop3Order
{
    public static List<Pop3Entry> List(List<MessageEntry> entries, Dictionary<uint, ImportFacts> imports, uint uidValidity)
    {
        if (imports.Count == 0)
        {
            var none = new HashSet<string>();
            return entries.ConvertAll(entry => new Pop3Entry(entry.Uid, entry.Size, Generate(uidValidity, entry.Uid, none)));
        }

        var ordered = entries.OrderBy(e => imports.GetValueOrDefault(e.Uid)?.Pop3Order ?? long.MaxValue).ThenBy(e => e.Uid);
        var used = new HashSet<string>();
        foreach (var entry in entries)
        {
            if (imports.GetValueOrDefault(entry.Uid)?.Pop3Uidl is { } uidl)
            {
                used.Add(uidl);
            }
        }

        var given = new HashSet<string>();
        var list = new List<Pop3Entry>(entries.Count);
        foreach (var entry in ordered)
        {
            var imported = imports.GetValueOrDefault(entry.Uid)?.Pop3Uidl;
            var uidl = imported is not null && given.Add(imported) ? imported : Generate(uidValidity, entry.Uid, used);
            list.Add(new Pop3Entry(entry.Uid, entry.Size, uidl));
        }

        return list;
    }

    // RFC 1939 §7: 1 to 70 characters, the same in every session, never given to another message.
    private static string Generate(uint uidValidity, uint uid, HashSet<string> used)
    {
        var uidl = string.Create(CultureInfo.InvariantCulture, $"{uidValidity:x8}-{uid:x8}");
        while (used.Contains(uidl))
        {
            uidl += "-h";
        }

        return uidl;
    }
}
