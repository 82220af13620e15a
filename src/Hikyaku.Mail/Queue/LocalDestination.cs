namespace Hikyaku.Mail.Queue;

/// <summary>The destination of what waits for mailboxes here: a name of its own for each domain, so that no route's host can hold it up.</summary>
public static class LocalDestination
{
    private const string Prefix = "local:";

    /// <summary>The destination of a domain here.</summary>
    public static string Of(string domain) => Prefix + domain;

    /// <summary>The domain of such a destination, or null.</summary>
    public static string? DomainOf(string destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination.StartsWith(Prefix, StringComparison.Ordinal) ? destination[Prefix.Length..] : null;
    }
}
