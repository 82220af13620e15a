using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Gives recipients their destinations anew, a page in a transaction, so that new mail need not wait for a queue of millions.</summary>
internal static class QueueRedirect
{
    private const int PageSize = 1000;

    /// <summary>The recipients behind one.</summary>
    public static List<RoutedRow> Page(SqliteSession session, long message, int number) =>
        session.Prepare("Queue/RoutedRecipients").Bind("$message", message).Bind("$number", number).Bind("$limit", PageSize).All(Read);

    /// <summary>Those that go another way now, with it.</summary>
    public static List<(RoutedRow Row, string Wanted)> Changed(List<RoutedRow> page, Func<RoutedMail, string> destinationOf)
    {
        var changed = new List<(RoutedRow, string)>();
        foreach (var row in page)
        {
            if (row.Mail is { } mail && LocalDestination.DomainOf(row.Destination) is null && destinationOf(mail) is var wanted && wanted != row.Destination)
            {
                changed.Add((row, wanted));
            }
        }

        return changed;
    }

    /// <summary>Gives them their destinations.</summary>
    public static void Apply(SqliteSession session, List<(RoutedRow Row, string Wanted)> changed)
    {
        var writer = new QueueWriter(session);
        foreach (var (row, wanted) in changed)
        {
            session.Prepare("Queue/RedirectRecipient").Bind("$message", row.Message).Bind("$number", row.Number).Bind("$new", wanted).Execute();
            writer.Touch(row.Destination);
            writer.Touch(wanted);
        }

        writer.Complete();
    }

    private static RoutedRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt32(1),
        row.GetString(2),
        Address.TryParse(row.GetString(3), out var target) ? RoutedMail.Of(target, row.GetString(4), row.GetBoolean(5)) : null);
}
