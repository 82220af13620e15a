using System.Collections.Concurrent;
using MimeKit;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>Who was sent what, and what must have become of it in the end.</summary>
internal sealed class ChaosLedger
{
    private readonly ConcurrentDictionary<string, string[]> _offered = new();
    private readonly ConcurrentDictionary<string, bool> _accepted = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new();

    public int Accepted => _accepted.Count;

    public int Refused => _refused.Count;

    /// <summary>A message is handed to the server; whether it takes it is not known yet.</summary>
    public void Offer(string subject, string[] recipients) => _offered[subject] = recipients;

    /// <summary>The server has said 250.</summary>
    public void Accept(string subject) => _accepted[subject] = true;

    /// <summary>The server has said that it does not take it now: nobody gets it.</summary>
    public void Refuse(string subject) => _refused[subject] = true;

    /// <summary>Counts; gives what is wrong.</summary>
    /// <param name="taken">What the hosts took.</param>
    /// <param name="reports">The inbox of the sender.</param>
    /// <param name="local">The inbox of the local recipient.</param>
    /// <param name="fails">Whether a recipient is to be refused or given up.</param>
    public List<string> Judge(IEnumerable<TakenCopy> taken, IReadOnlyList<MimeMessage> reports, IReadOnlyList<MimeMessage> local, Func<string, bool> fails)
    {
        var copies = taken.ToLookup(copy => copy.Recipient);
        var told = reports.SelectMany(Failures).ToLookup(recipient => recipient, StringComparer.OrdinalIgnoreCase);
        var here = local.ToLookup(message => message.Subject);
        var wrong = new List<string>();
        foreach (var (subject, recipients) in _offered)
        {
            // What was not acknowledged may have been taken all the same, whole or not at all.
            var isAccepted = _accepted.ContainsKey(subject);
            foreach (var recipient in recipients)
            {
                var problem = _refused.ContainsKey(subject) ? Never(copies[recipient].Count(), here[subject].Count(), told[recipient].Count())
                    : recipient == RealServer.Bob ? Once("in the mailbox", here[subject].Count(), isAccepted)
                    : fails(recipient) ? OnlyTold(copies[recipient].Count(), told[recipient].Count(), isAccepted)
                    : OnlyTaken([.. copies[recipient]], told[recipient].Count(), isAccepted);
                if (problem is not null)
                    wrong.Add($"{subject}{(isAccepted ? "" : " (not acknowledged)")} to {recipient}: {problem}");
            }
        }

        return wrong;
    }

    private static string? Never(int copies, int local, int reports) => copies + local + reports > 0 ? $"refused, but {copies} copies, {local} in the mailbox, {reports} reports" : null;

    private static string? Once(string what, int count, bool isAccepted) => count > 1 || (isAccepted && count == 0) ? $"{count} {what}" : null;

    private static string? OnlyTold(int copies, int reports, bool isAccepted) => copies > 0 ? $"{copies} copies of what was refused" : Once("reports", reports, isAccepted);

    private static string? OnlyTaken(List<TakenCopy> copies, int reports, bool isAccepted)
    {
        if (reports > 0)
            return $"{reports} reports of what was taken {copies.Count} times";
        if (copies.Count == 0)
            return isAccepted ? "lost" : null;
        // Another copy comes only behind an answer that the server cannot have had whole: the host broke it, or the kill did.
        return copies.Where(copy => copy.IsAnswered).GroupBy(copy => copy.Run).Any(run => run.Count() > 1) ? $"doubled: {string.Join(", ", copies)}" : null;
    }

    private static IEnumerable<string> Failures(MimeMessage report) =>
        report.BodyParts.OfType<MessageDeliveryStatus>()
            .SelectMany(status => status.StatusGroups)
            .Where(group => group["Action"]?.Trim() == "failed")
            .Select(group => group["Final-Recipient"]!.Split(';')[1].Trim());
}
