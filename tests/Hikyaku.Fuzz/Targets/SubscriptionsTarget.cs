using Hikyaku.Formats.Maildir;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Courier's and Dovecot's subscription files.</summary>
public sealed class SubscriptionsTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "subscriptions";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "INBOX\nINBOX.&kAFP4W4IMH8-\nINBOX.a.b\n"u8.ToArray(),
        "V\t2\n\nProjects\t2001\n\u0001ta\n"u8.ToArray(),
        "Sent\na.b\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        Subscriptions.ParseCourier(input, FolderEncoding.Utf8);
        var courier = Subscriptions.ParseCourier(input, FolderEncoding.ModifiedUtf7);
        var dovecot = Subscriptions.ParseDovecot(input);
        Subscriptions.ParseDovecot(Subscriptions.WriteDovecot(dovecot));
        Subscriptions.ParseCourier(Subscriptions.WriteCourier(courier, FolderEncoding.ModifiedUtf7), FolderEncoding.ModifiedUtf7);
    }
}
