using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Which folder is for what, by the names that clients give; the first name of a use that exists has it.</summary>
internal static class SpecialFolders
{
    private static readonly (SpecialUse Use, string[] Names)[] Names =
    [
        (SpecialUse.Sent, ["Sent", "Sent Items", "Sent Messages", "Sent-mail", "送信済み", "送信済みアイテム", "送信済みトレイ", "送信済みメール", "送信トレイ"]),
        (SpecialUse.Trash, ["Trash", "Deleted Items", "Deleted Messages", "ごみ箱", "ゴミ箱", "削除済みアイテム"]),
        (SpecialUse.Drafts, ["Drafts", "Draft", "下書き", "草稿"]),
        (SpecialUse.Junk, ["Junk", "Spam", "Junk E-mail", "Junk Email", "Bulk Mail", "迷惑メール", "迷惑メールフォルダ"]),
        (SpecialUse.Archive, ["Archive", "Archives", "アーカイブ"]),
    ];

    /// <summary>The use of each folder that has one.</summary>
    public static IReadOnlyDictionary<string, SpecialUse> Of(IReadOnlyCollection<string> folders)
    {
        var uses = new Dictionary<string, SpecialUse>(StringComparer.Ordinal);
        foreach (var (use, names) in Names)
        {
            var found = names.Select(name => folders.FirstOrDefault(folder => string.Equals(folder, name, StringComparison.OrdinalIgnoreCase)))
                .FirstOrDefault(folder => folder is not null && !uses.ContainsKey(folder));
            if (found is not null)
            {
                uses[found] = use;
            }
        }

        return uses;
    }
}
