using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Milter;
using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Milter;

/// <summary>Shows a milter one whole message and gathers what it wants changed.</summary>
internal sealed class MilterMessage(MilterConnection connection, FilterMessage message, Func<MessageWriter> create)
{
    // Packets that get no answer go out together.
    private const int Together = 64 * 1024;

    private readonly MessageChanges _changes = new();

    /// <summary>The answer, and whether the milter has come to the end of the message.</summary>
    public async ValueTask<(FilterAnswer Answer, bool IsWhole)> Send(CancellationToken cancellation)
    {
        var keeps = false;
        try
        {
            await using var octets = message.OpenRead();
            var early = await SendHeader(octets, cancellation) ?? await SendBody(octets, cancellation);
            if (early is not null)
                return (MilterAnswers.Of(early) ?? FilterAnswer.Pass, false);

            MilterWriter.WriteMacros(connection.Output, MilterCommand.EndOfMessage, ("i", message.Id));
            MilterWriter.Write(connection.Output, MilterCommand.EndOfMessage);
            await connection.Flush(cancellation);
            var answer = await ReadEnd(cancellation);
            keeps = answer is FilterAnswer.Passed;
            return (answer, true);
        }
        finally
        {
            if (!keeps && _changes.Body is { } body)
                await body.DisposeAsync();
        }
    }

    // Null: it wants to hear more.
    private static MilterReply? Ending(MilterReply reply) => reply is MilterReply.Accept || MilterAnswers.Of(reply) is not null ? reply : null;

    private async ValueTask<MilterReply?> SendHeader(Stream octets, CancellationToken cancellation)
    {
        var header = await HeaderFields.Read(octets, cancellation) ?? throw new FilterFailedException("the header is too long for it");
        octets.Seek(message.OwnLength + header.Length, SeekOrigin.Begin);
        if (connection.Hears(MilterSteps.NoData) && await Step(MilterCommand.Data, MilterSteps.NoReplyToData, cancellation) is { } refused)
            return refused;

        foreach (var (name, value) in connection.Hears(MilterSteps.NoHeaders) ? header.All : [])
        {
            if (name.Length > 0 && await SendField(name, value, cancellation) is { } ending)
                return ending;
        }

        return connection.Hears(MilterSteps.NoEndOfHeaders) ? await Step(MilterCommand.EndOfHeaders, MilterSteps.NoReplyToEndOfHeaders, cancellation) : null;
    }

    private async ValueTask<MilterReply?> SendField(string name, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        var told = !connection.KeepsLeadingSpace && value.Span.StartsWith(" "u8) ? value[1..] : value;
        MilterWriter.WriteHeader(connection.Output, System.Text.Encoding.ASCII.GetBytes(name), told.Span);
        return connection.Answers(MilterSteps.NoReplyToHeader) || connection.Waiting > Together
            ? Ending(await connection.Send(MilterSteps.NoReplyToHeader, cancellation)) : null;
    }

    private async ValueTask<MilterReply?> Step(MilterCommand command, MilterSteps unanswered, CancellationToken cancellation)
    {
        MilterWriter.Write(connection.Output, command);
        return connection.Answers(unanswered) ? Ending(await connection.Send(unanswered, cancellation)) : null;
    }

    private async ValueTask<MilterReply?> SendBody(Stream octets, CancellationToken cancellation)
    {
        if (!connection.Hears(MilterSteps.NoBody))
            return null;

        var piece = new byte[MilterWriter.MaxBody];
        while (await octets.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation) is > 0 and var count)
        {
            MilterWriter.Write(connection.Output, MilterCommand.Body, piece.AsSpan(0, count));
            var reply = await connection.Send(MilterSteps.NoReplyToBody, cancellation);
            if (reply is MilterReply.Skip)
                return null;
            if (Ending(reply) is { } ending)
                return ending;
        }

        return null;
    }

    private async ValueTask<FilterAnswer> ReadEnd(CancellationToken cancellation)
    {
        while (true)
        {
            var reply = await connection.Read(cancellation);
            if (reply is MilterReply.Continue or MilterReply.Accept)
                return new FilterAnswer.Passed(_changes);
            if (MilterAnswers.Of(reply) is { } answer)
                return answer;

            if (!Take(reply))
                throw new FilterFailedException("it asks for a change that cannot be made");
        }
    }

    private bool Take(MilterReply reply) => reply switch
    {
        MilterReply.AddHeader add => _changes.Add(new HeaderChange.Append(add.Name, Value(add.Value))),
        MilterReply.InsertHeader insert => _changes.Add(new HeaderChange.Insert(insert.Index, insert.Name, Value(insert.Value))),
        MilterReply.ChangeHeader { Value.Length: 0 } remove => _changes.Add(new HeaderChange.Remove(Math.Max(1, remove.Index), remove.Name)),
        MilterReply.ChangeHeader change => _changes.Add(new HeaderChange.Replace(Math.Max(1, change.Index), change.Name, Value(change.Value))),
        MilterReply.AddRecipient added => PathOf(added.Path) is { } address && _changes.AddRecipient(address),
        MilterReply.DeleteRecipient removed => PathOf(removed.Path) is { } address && _changes.RemoveRecipient(address),
        MilterReply.ChangeFrom from => ChangeFrom(from.Path),
        MilterReply.Quarantine quarantine => Quarantine(quarantine.Reason),
        MilterReply.ReplaceBody piece => AddBody(piece.Octets),
        _ => false,
    };

    private bool ChangeFrom(string path)
    {
        var address = PathOf(path);
        if (address is null && path.Trim(' ', '<', '>').Length > 0)
            return false;

        _changes.ChangeReversePath(address);
        return true;
    }

    private bool Quarantine(string reason)
    {
        _changes.Quarantine = new string([.. reason.Where(c => !char.IsControl(c)).Take(200)]);
        return true;
    }

    private bool AddBody(ReadOnlyMemory<byte> octets)
    {
        (_changes.Body ??= create()).Write(octets.Span);
        return true;
    }

    // Without the blanks behind the colon in its view of fields, a milter leaves their setting to us.
    private string Value(string value) => connection.KeepsLeadingSpace ? value : " " + value;

    private static Address? PathOf(string path) => Address.TryParse(path.Trim(' ', '<', '>'), out var address) ? address : null;
}
