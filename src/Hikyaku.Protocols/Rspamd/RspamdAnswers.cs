using System.Globalization;

using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Rspamd;

/// <summary>What Rspamd's result means for a message.</summary>
internal static class RspamdAnswers
{
    private const int MaxText = 400;

    public static FilterAnswer Of(RspamdResult result) => result.Action switch
    {
        "reject" => new FilterAnswer.Refused(new SmtpStatus(554, new(5, 7, 1), Words(result, "Refused as spam"))),
        "soft reject" or "greylist" => new FilterAnswer.Refused(new SmtpStatus(451, new(4, 7, 1), Words(result, "Deferred, try again later"))),
        "discard" => new FilterAnswer.Discarded(),
        _ => new FilterAnswer.Passed(ChangesOf(result)),
    };

    private static MessageChanges ChangesOf(RspamdResult result)
    {
        var changes = new MessageChanges { IsJunk = result.Action is "add header" or "rewrite subject" };
        foreach (var (name, occurrence) in result.Removed.Where(one => IsName(one.Name)))
            changes.Add(new HeaderChange.Remove(occurrence, name));
        foreach (var (name, value, order) in result.Added.Where(one => IsName(one.Name)))
            changes.Add(order < 0 ? new HeaderChange.Append(name, value) : new HeaderChange.Insert(order, name, value));
        foreach (var signature in result.DkimSignatures)
            changes.Add(new HeaderChange.Insert(0, "DKIM-Signature", signature));
        if (result is { Action: "rewrite subject", Subject: { } subject })
            changes.Add(new HeaderChange.Replace(1, "Subject", subject));
        if (changes.IsJunk)
            changes.Add(new HeaderChange.Insert(0, "X-Spam-Status", string.Create(CultureInfo.InvariantCulture, $"Yes, score={result.Score:0.0} required={result.Required:0.0}")));
        if (result.Action == "quarantine")
            changes.Quarantine = string.Create(CultureInfo.InvariantCulture, $"score {result.Score:0.0}");
        return changes;
    }

    private static string Words(RspamdResult result, string ours) =>
        result.SmtpMessage is { Length: > 0 } text ? new string([.. text.Take(MaxText).Select(c => char.IsControl(c) ? ' ' : c)]) : ours;

    // RFC 5322 §3.6.8.
    private static bool IsName(string name) => name.Length is > 0 and < 256 && name.All(c => c is > ' ' and < '\x7f' and not ':');
}
