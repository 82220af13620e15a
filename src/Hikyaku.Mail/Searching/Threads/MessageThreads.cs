using System.Text;

using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Threads;

/// <summary>Puts messages of a mailbox into threads by their header rows.</summary>
public sealed class MessageThreads(MailAccount account, MailboxIndex index, ThreadAlgorithm algorithm)
{
    /// <summary>The threads of some messages, which come by UID.</summary>
    public async ValueTask<IReadOnlyList<ThreadNode>> Run(IReadOnlyList<FoundMessage> found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var messages = new List<ThreadedMessage>(found.Count);
        await account.Core.Headers(index.Id, [.. found.Select(message => message.Uid)], Take, cancellation);
        messages.Sort((x, y) => x.Uid.CompareTo(y.Uid));
        return ThreadTrees.Of(messages, algorithm);

        void Take(uint uid, ReadOnlySpan<byte> row)
        {
            if (index.TryGet(uid, out var entry))
            {
                messages.Add(Message(uid, entry.InternalDate.ToUnixTimeSeconds(), HeaderRow.Read(row)));
            }
        }
    }

    private ThreadedMessage Message(uint uid, long arrival, in HeaderRow row)
    {
        var date = row.HasDate ? row.Date : arrival;
        var subject = algorithm == ThreadAlgorithm.Refs ? "" : Encoding.UTF8.GetString(row.Text(HeaderText.BaseSubject));
        if (algorithm == ThreadAlgorithm.OrderedSubject)
        {
            return new ThreadedMessage(uid, date, arrival, subject, row.IsReply, "", []);
        }

        // RFC 5256 §3: In-Reply-To counts where there are no references.
        var references = row.Text(HeaderText.References) is { Length: > 0 } ids ? ids : row.Text(HeaderText.InReplyTo);
        return new ThreadedMessage(
            uid, date, arrival, subject, row.IsReply, Encoding.UTF8.GetString(row.Text(HeaderText.MessageId)),
            references.IsEmpty ? [] : Encoding.UTF8.GetString(references).Split(' '));
    }
}
