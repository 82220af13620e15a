using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Gives recipients their destinations anew, inside one transaction.</summary>
internal static class QueueRedirect
{
    private const int PageSize = 10_000;

    /// <summary>Where the domain of the recipient decides.</summary>
    public static void Domains(SqliteSession session, Func<RoutedMail, string> destinationOf)
    {
        foreach (var (domain, old) in session.Prepare("Queue/Destinations").All(static row => (row.GetString(0), row.GetString(1))))
        {
            if (LocalDestination.DomainOf(old) is null && destinationOf(new RoutedMail(domain, "", null)) is var wanted && wanted != old)
            {
                session.Prepare("Queue/Redirect").Bind("$new", wanted).Bind("$old", old).Bind("$domain", domain).Execute();
            }
        }
    }

    /// <summary>Where the addresses of recipient and sender decide.</summary>
    public static void Recipients(SqliteSession session, Func<RoutedMail, string> destinationOf)
    {
        var (message, number) = (0L, -1);
        while (session.Prepare("Queue/RoutedRecipients").Bind("$message", message).Bind("$number", number).Bind("$limit", PageSize).All(Read) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                if (row.Mail is { } mail && LocalDestination.DomainOf(row.Destination) is null && destinationOf(mail) is var wanted && wanted != row.Destination)
                {
                    session.Prepare("Queue/RedirectRecipient").Bind("$message", row.Message).Bind("$number", row.Number).Bind("$new", wanted).Execute();
                }
            }

            (message, number) = (page[^1].Message, page[^1].Number);
        }
    }

    private static (long Message, int Number, string Destination, RoutedMail? Mail) Read(SqliteDataReader row) => (
        row.GetInt64(0),
        row.GetInt32(1),
        row.GetString(2),
        Address.TryParse(row.GetString(3), out var target) ? RoutedMail.Of(target, row.GetString(4), row.GetBoolean(5)) : null);
}
