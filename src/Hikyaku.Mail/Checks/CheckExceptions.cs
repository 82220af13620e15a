using System.Collections.Immutable;

namespace Hikyaku.Mail.Checks;

/// <summary>All exceptions, as the value of a setting: <c>check|who|domain</c>, separated by spaces.</summary>
public sealed class CheckExceptions
{
    private const int Most = 10_000;

    private CheckExceptions(ImmutableArray<CheckException> all) => (All, NeedsHostName) = (all, all.Any(one => one.NeedsHostName));

    /// <summary>There are none.</summary>
    public static CheckExceptions None { get; } = new([]);

    /// <summary>In the order in which they were added.</summary>
    public ImmutableArray<CheckException> All { get; }

    /// <summary>Whether any asks for the client's host name.</summary>
    public bool NeedsHostName { get; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out CheckExceptions exceptions)
    {
        ArgumentNullException.ThrowIfNull(text);
        exceptions = None;
        var read = ImmutableArray.CreateBuilder<CheckException>();
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split('|');
            if (parts.Length != 3 || read.Count == Most || !CheckException.TryCreate(parts[0], parts[1], parts[2], out var one))
            {
                return false;
            }

            read.Add(one);
        }

        exceptions = new CheckExceptions(read.ToImmutable());
        return true;
    }

    /// <summary>Whether one more fits.</summary>
    public bool HasRoom => All.Length < Most;

    /// <summary>With one more.</summary>
    public CheckExceptions With(CheckException one) => All.Contains(one) ? this : new([.. All, one]);

    /// <summary>Without one.</summary>
    public CheckExceptions Without(CheckException one) => new(All.Remove(one));

    /// <summary>Whether one holds.</summary>
    public bool Cover(string check, BorderVisit visit, string domain)
    {
        foreach (var one in All)
        {
            if (one.Covers(check, visit, domain))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', All);
}
