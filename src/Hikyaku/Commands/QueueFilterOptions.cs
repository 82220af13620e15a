using System.CommandLine;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary>The options that choose recipients of the queue; what is given must all fit.</summary>
internal sealed class QueueFilterOptions
{
    private readonly Option<string?> _sender = CommandParts.Text("--sender", "QueueSenderOption");
    private readonly Option<string?> _senderDomain = CommandParts.Text("--sender-domain", "QueueSenderDomainOption");
    private readonly Option<string?> _recipient = CommandParts.Text("--recipient", "QueueRecipientOption");
    private readonly Option<string?> _domain = CommandParts.Text("--domain", "QueueDomainOption");
    private readonly Option<string?> _destination = CommandParts.Text("--destination", "QueueDestinationOption");
    private readonly Option<string?> _before = CommandParts.Text("--older-than", "QueueOlderOption");
    private readonly Option<string?> _since = CommandParts.Text("--newer-than", "QueueNewerOption");
    private readonly Option<string?> _size = CommandParts.Text("--larger-than", "QueueLargerOption");
    private readonly Option<int?> _attempts = CommandParts.Count("--attempts", "QueueAttemptsOption", int.MaxValue);
    private readonly Option<string?> _status = CommandParts.Text("--status", "QueueStatusOption");
    private readonly Option<bool> _held = CommandParts.Switch("--held", "QueueHeldOption");
    private readonly Option<string?> _reason = CommandParts.Text("--reason", "QueueReasonOption");

    /// <summary>The options.</summary>
    public Symbol[] Filters => [_sender, _senderDomain, _recipient, _domain, _destination, _before, _since, _size, _attempts, _status, _held, _reason];

    /// <summary>Null and the filter, or what is wrong.</summary>
    public string? Read(CommandContext context, ParseResult parsed, out QueueFilter filter)
    {
        filter = new QueueFilter(IsHeld: parsed.GetValue(_held) || parsed.GetValue(_reason) is not null ? true : null)
        {
            LeastAttempts = parsed.GetValue(_attempts),
            Status = parsed.GetValue(_status),
            HoldReason = parsed.GetValue(_reason),
        };
        return ReadAddresses(parsed, ref filter) ?? ReadMeasures(context, parsed, ref filter);
    }

    private string? ReadAddresses(ParseResult parsed, ref QueueFilter filter)
    {
        if (parsed.GetValue(_sender) is { } sender)
        {
            var isNull = sender is "" or "<>";
            if (!Address.TryParse(sender, out var address) && !isNull)
            {
                return CommandMessages.Get("QueueBadSender", sender);
            }

            filter = filter with { Sender = isNull ? "" : address!.Canonical };
        }

        if (parsed.GetValue(_recipient) is { } recipient)
        {
            if (!Address.TryParse(recipient, out var address))
            {
                return CommandMessages.Get("QueueBadRecipient", recipient);
            }

            filter = filter with { Recipient = address.ToString() };
        }

        filter = filter with
        {
            SenderDomain = Normal(parsed.GetValue(_senderDomain)),
            Domain = Normal(parsed.GetValue(_domain)),
            Destination = Normal(parsed.GetValue(_destination)),
        };
        return null;
    }

    private string? ReadMeasures(CommandContext context, ParseResult parsed, ref QueueFilter filter)
    {
        var now = context.Get<TimeProvider>().GetUtcNow();
        foreach (var option in (Option<string?>[])[_before, _since])
        {
            if (!TraceTime.TryParse(parsed.GetValue(option), now, isEnd: false, out var time))
            {
                return CommandMessages.Get("QueueBadTime", parsed.GetValue(option), option.Name);
            }

            filter = option == _before ? filter with { Before = time } : filter with { Since = time };
        }

        if (parsed.GetValue(_size) is { } size)
        {
            if (!ByteSize.TryParse(size, out var octets) || octets <= 0)
            {
                return CommandMessages.Get("QueueBadSize", size);
            }

            filter = filter with { LeastSize = octets };
        }

        return null;
    }

    private static string? Normal(string? domain) => domain is not null && DomainName.TryNormalize(domain, out var normal) ? normal : domain;
}
