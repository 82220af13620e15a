using System.Buffers;
using System.Globalization;
using System.Text;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>MAIL, RCPT and DATA for one message on a connection that was greeted.</summary>
internal sealed class SmtpTransaction(RemoteConnection connection, RemoteExtensions extensions, SmtpClientLimits limits, RemoteTransaction transaction, TimeProvider time)
{
    private const int BlockSize = 32 * 1024;
    private const int StartData = 354;
    private const int Closing = 421;
    private const int TooManyRecipients = 452;

    // RFC 2852 §4: nine digits.
    private const int MaxSeconds = 999_999_999;
    private readonly DeliveryResult?[] _results = new DeliveryResult?[transaction.Recipients.Count];
    private Func<Stream> _open = transaction.OpenMessage;
    private long _length = transaction.Length;
    private BodyType _body = transaction.Envelope.Body;

    /// <summary>The host closed the connection instead of taking MAIL.</summary>
    public bool IsClosedAtMail { get; private set; }

    public async ValueTask<RemoteResult.Answered> Run(CancellationToken cancellation)
    {
        if (Obstacle() is { } obstacle)
        {
            return All(RemoteStatus.Result(obstacle));
        }

        if (!extensions.SmtpUtf8 && !Downgrade())
        {
            return Answered();
        }

        if (!MayNeedConversion() || ConvertedMessage.FormOf(_open) is var form && form <= extensions.Body)
        {
            return await Transfer(cancellation);
        }

        // RFC 6152 §3 and RFC 3030 §3: converted, or returned.
        using var converted = ConvertedMessage.Convert(_open, extensions.Body);
        if (converted is null)
        {
            return All(RemoteStatus.Result(form == BodyType.BinaryMime ? SmtpStatus.NotConvertibleToText : SmtpStatus.NotConvertible));
        }

        (_open, _length, _body) = (converted.Open, converted.Length, extensions.Body);
        return await Transfer(cancellation);
    }

    // Only a message that came by BINARYMIME is no text, and what 8BITMIME carries is no secret to its hosts.
    private bool MayNeedConversion() => extensions.Body == BodyType.SevenBit || (extensions.Body == BodyType.EightBitMime && _body == BodyType.BinaryMime);

    private async ValueTask<RemoteResult.Answered> Transfer(CancellationToken cancellation)
    {
        await Offer(cancellation);
        if (Array.TrueForAll(_results, r => r is not null))
        {
            return Answered();
        }

        if (extensions.Chunking)
        {
            await SendChunk(cancellation);
            return Rest(await Verdict(cancellation));
        }

        var start = await connection.Ask("DATA", limits.DataCommand, cancellation);
        if (start.Code != StartData)
        {
            // Nothing has travelled yet: what would be a success behind the message is none here.
            return Rest(start.IsPositive ? RemoteStatus.Unexpected(start) : RemoteStatus.Result(start));
        }

        await SendData(cancellation);
        return Rest(await Verdict(cancellation));
    }

    // RFC 1870 §6.1 and RFC 6531 §3.5: what the host says it does not take is not sent to it.
    private SmtpStatus? Obstacle()
    {
        if (extensions.MaxSize > 0 && transaction.Length > extensions.MaxSize)
        {
            return SmtpStatus.TooLargeForRemote;
        }

        if (transaction.Envelope.DeliverBy is { Returns: true } && (!extensions.DeliverBy || SecondsLeft() < Math.Max(1, extensions.MinDeliverBy)))
        {
            return SecondsLeft() < 1 ? SmtpStatus.Expired : SmtpStatus.NoDeliverBy;
        }

        return null;
    }

    // RFC 6531 §3.5: who has an ASCII address is served all the same, when the rest of the message can be written in ASCII; the others are told.
    private bool Downgrade()
    {
        DeliveryResult refused = RemoteStatus.Result(SmtpStatus.NoSmtpUtf8);
        for (var i = 0; i < _results.Length; i++)
        {
            _results[i] = transaction.Recipients[i].Target.IsAscii && transaction.Envelope.MailFrom is not { IsAscii: false } ? null : refused;
        }

        if (Array.TrueForAll(_results, r => r is not null))
        {
            return false;
        }

        if (!transaction.Envelope.SmtpUtf8 || !HeaderHasUtf8())
        {
            return true;
        }

        if (DowngradedMessage.Of(_open) is not { } downgraded)
        {
            Array.Fill(_results, refused);
            return false;
        }

        (_open, _length) = (downgraded.Open, _length + downgraded.Growth);
        return true;
    }

    private bool NeedsSmtpUtf8() =>
        transaction.Envelope.MailFrom is { IsAscii: false } || transaction.Recipients.Any(r => !r.Target.IsAscii)
        || (transaction.Envelope.SmtpUtf8 && HeaderHasUtf8());

    private bool HeaderHasUtf8()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize * 2);
        try
        {
            using var message = _open();
            var read = buffer.AsSpan(0, message.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            var end = read.IndexOf("\r\n\r\n"u8);
            return !Ascii.IsValid(end < 0 ? read : read[..end]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // RFC 2920 §3.1: MAIL and all RCPT go out together where the host allows it.
    private async ValueTask Offer(CancellationToken cancellation)
    {
        var mail = MailCommand();
        var asked = Enumerable.Range(0, _results.Length).Where(i => _results[i] is null).ToArray();
        var recipients = Array.ConvertAll(asked, i => RcptCommand(transaction.Recipients[i]));
        if (extensions.Pipelining)
        {
            await connection.Write(string.Join("\r\n", [mail, .. recipients]), limits.MailFrom, cancellation);
        }
        else
        {
            await connection.Write(mail, limits.MailFrom, cancellation);
        }

        var sender = await connection.ReadReply(limits.MailFrom, cancellation);
        IsClosedAtMail = sender.Code == Closing;
        for (var i = 0; i < recipients.Length; i++)
        {
            if (!extensions.Pipelining)
            {
                if (!sender.IsPositive)
                {
                    break;
                }

                await connection.Write(recipients[i], limits.RcptTo, cancellation);
            }

            // Behind 421 nothing comes any more.
            if (IsClosedAtMail)
            {
                break;
            }

            var reply = await connection.ReadReply(limits.RcptTo, cancellation);
            _results[asked[i]] = reply.IsPositive ? null : OfRecipient(reply);
        }

        if (!sender.IsPositive)
        {
            Array.ForEach(asked, i => _results[i] = RemoteStatus.Result(sender));
        }
    }

    // RFC 5321 §4.5.3.1.10: 552 from old hosts means "too many recipients", as 452 does; the rest is sent in another transaction.
    private static DeliveryResult OfRecipient(Reply reply) =>
        reply.Code == 552 && !reply.Text.StartsWith("5.2.2", StringComparison.Ordinal)
            ? new DeliveryResult.Deferred(RemoteStatus.Of(reply with { Code = TooManyRecipients }))
            : RemoteStatus.Result(reply);

    private string MailCommand()
    {
        var envelope = transaction.Envelope;
        var command = new StringBuilder($"MAIL FROM:<{envelope.MailFrom}>");
        if (extensions.Size)
        {
            command.Append(CultureInfo.InvariantCulture, $" SIZE={_length}");
        }

        if (extensions.Body >= _body && _body != BodyType.SevenBit)
        {
            command.Append(_body == BodyType.BinaryMime ? " BODY=BINARYMIME" : " BODY=8BITMIME");
        }

        if (extensions.SmtpUtf8 && NeedsSmtpUtf8())
        {
            command.Append(" SMTPUTF8");
        }

        if (envelope.Tls == TlsWish.Required && extensions.RequireTls && connection.IsTls)
        {
            command.Append(" REQUIRETLS");
        }

        AddRequests(command, envelope);
        // RFC 3461 §5.2.1: passed on as they came.
        if (extensions.Dsn && envelope.Ret is { } ret)
        {
            command.Append(ret == DsnReturn.Full ? " RET=FULL" : " RET=HDRS");
        }

        if (extensions.Dsn && envelope.EnvId is { } envId)
        {
            command.Append(" ENVID=").Append(envId);
        }

        return command.ToString();
    }

    private void AddRequests(StringBuilder command, Envelope envelope)
    {
        // RFC 6710 §4.2: named in any case, and none is 0.
        if (extensions.MtPriority)
        {
            command.Append(CultureInfo.InvariantCulture, $" MT-PRIORITY={envelope.Priority}");
        }

        // RFC 2852 §4.1.3: what is left of the time.
        if (extensions.DeliverBy && envelope.DeliverBy is { } by)
        {
            command.Append(" BY=").Append(new DeliverByArguments(SecondsLeft(), by.Returns, by.Traces));
        }

        // RFC 4954 §5: only a host that knows this one is told.
        if (transaction.Host.Credentials is not null && extensions.SignInMechanisms.Length > 0)
        {
            command.Append(" AUTH=").Append(envelope.SubmittedAs is { IsAscii: true } submitter ? Xtext.Encode(submitter.ToString()) : "<>");
        }
    }

    private int SecondsLeft() => (int)Math.Clamp((transaction.Envelope.DeliverBy!.Deadline - time.GetUtcNow()).TotalSeconds, -MaxSeconds, MaxSeconds);

    private string RcptCommand(RemoteRecipient recipient)
    {
        var command = new StringBuilder($"RCPT TO:<{recipient.Target}>");
        if (extensions.Dsn && Notify(Wishes(recipient.Original.Notify)) is { } notify)
        {
            command.Append(" NOTIFY=").Append(notify);
        }

        if (extensions.Dsn && OriginalOf(recipient) is { } original)
        {
            command.Append(" ORCPT=").Append(original);
        }

        return command.ToString();
    }

    // RFC 3461 §5.2.1: where a forward changed the address, the one that the sender used is named, or reports would speak of strangers.
    private static string? OriginalOf(RemoteRecipient recipient) =>
        recipient.Original.OriginalRecipient is { } original ? Ascii.IsValid(original) ? original : Utf8(original)
        : recipient.Original.Address is { } named && named != recipient.Target
            ? named.IsAscii ? $"rfc822;{Xtext.Encode(named.ToString())}" : $"utf-8;{Utf8Address.Encode(named.ToString())}"
        : null;

    // RFC 6533 §3: the form that hosts without SMTPUTF8 take too. What came is of the type utf-8.
    private static string Utf8(string original) =>
        original.Split(';', 2) is [var type, var address] ? $"{type};{Utf8Address.Encode(Utf8Address.Decode(address))}" : original;

    // RFC 2852 §4.1.4.2: a host that knows no deadlines is to tell of delays at least.
    private DsnNotify Wishes(DsnNotify notify) =>
        extensions.DeliverBy || transaction.Envelope.DeliverBy is not { Returns: false } by || by.Deadline <= time.GetUtcNow() || notify.HasFlag(DsnNotify.Never) ? notify
        : notify == DsnNotify.Unspecified ? DsnNotify.Failure | DsnNotify.Delay
        : notify | DsnNotify.Delay;

    private static string? Notify(DsnNotify notify)
    {
        if (notify.HasFlag(DsnNotify.Never))
        {
            return "NEVER";
        }

        var names = new List<string>(3);
        AddIf(DsnNotify.Success, "SUCCESS");
        AddIf(DsnNotify.Failure, "FAILURE");
        AddIf(DsnNotify.Delay, "DELAY");
        return names.Count > 0 ? string.Join(',', names) : null;

        void AddIf(DsnNotify flag, string name)
        {
            if (notify.HasFlag(flag))
            {
                names.Add(name);
            }
        }
    }

    // RFC 3030 §2: one chunk holds all of it, without dots or an end of data.
    private async ValueTask SendChunk(CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            await connection.Write(string.Create(CultureInfo.InvariantCulture, $"BDAT {_length} LAST"), limits.DataCommand, cancellation);
            await using var message = _open();
            int count;
            while ((count = await message.ReadAsync(block.AsMemory(0, BlockSize), cancellation)) > 0)
            {
                await connection.Write(block.AsMemory(0, count), limits.DataBlock, cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async ValueTask SendData(CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        var output = ArrayPool<byte>.Shared.Rent(DotStuffing.MaxOutput(BlockSize));
        try
        {
            var stuffing = default(DotStuffing);
            await using var message = _open();
            int count;
            while ((count = await message.ReadAsync(block.AsMemory(0, BlockSize), cancellation)) > 0)
            {
                var written = stuffing.Write(block.AsSpan(0, count), output);
                await connection.Write(output.AsMemory(0, written), limits.DataBlock, cancellation);
            }

            await connection.Write(output.AsMemory(0, stuffing.Complete(output)), limits.DataBlock, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    // Behind the dot the host may have taken the message: no other host is tried, and the next attempt may make a double.
    private async ValueTask<DeliveryResult> Verdict(CancellationToken cancellation)
    {
        try
        {
            return RemoteStatus.Result(await connection.ReadReply(limits.DataEnd, cancellation));
        }
        catch (RemoteConnectionException e)
        {
            return new DeliveryResult.Deferred(e.Status with { Text = $"{e.Status.Text} after the end of the message" });
        }
    }

    private RemoteResult.Answered All(DeliveryResult result)
    {
        Array.Fill(_results, result);
        return Answered();
    }

    private RemoteResult.Answered Rest(DeliveryResult result)
    {
        for (var i = 0; i < _results.Length; i++)
        {
            _results[i] ??= result;
        }

        return Answered();
    }

    private RemoteResult.Answered Answered() => new([.. _results.Select(r => r!)], extensions.Dsn);
}
