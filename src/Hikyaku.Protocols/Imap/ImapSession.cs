using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>The dialogue with one IMAP client.</summary>
/// <remarks>Standards: RFC 9051, RFC 3501 and the extensions that <see cref="Capabilities"/> names. Answers go out in the order of the commands.</remarks>
internal sealed class ImapSession(ImapParts parts) : ISession
{
    private const int FlushAt = 64 * 1024;

    // Return-Path, Received and what checks add: mail that was received can be put into another account, too.
    private const long ReceivedFields = 64 * 1024;

    private CommandSource _source = null!;
    private int _badCommands;
    private bool _delaysNewMail;
    private MailboxReach? _reach;

    public ImapParts Services { get; } = parts;

    public ImapLimits Limits => Services.Limits;

    /// <summary>Octets of the largest message that APPEND takes (RFC 7889).</summary>
    public long AppendLimit => Services.Settings.Get(StoreSettings.AppendLimit) is var chosen and > 0
        ? chosen : Services.Settings.Get(SmtpSettings.MaxMessageSize) + ReceivedFields;

    public MailConnection Connection { get; private set; } = null!;

    public CommandSource Source => _source;

    public Account? Account { get; private set; }

    public SignInWatch? Watch { get; private set; }

    public MailAccount? Mail { get; private set; }

    /// <summary>The selected mailbox.</summary>
    public MailboxView? View { get; set; }

    public MailboxNames Names { get; private set; } = new(NamespaceStyle.Slash);

    /// <summary>ENABLE IMAP4rev2 was given: the forms of RFC 9051.</summary>
    public bool IsRev2 { get; set; }

    /// <summary>ENABLE UTF8=ACCEPT was given (RFC 6855 §3).</summary>
    public bool HasUtf8 { get; set; }

    /// <summary>Names and quoted strings go out as UTF-8.</summary>
    public bool SpeaksUtf8 => IsRev2 || HasUtf8;

    public bool HasCondStore { get; set; }

    public bool HasQResync { get; set; }

    /// <summary>An old mail program must not hear of new messages in answer to this command.</summary>
    public bool HoldsNewMail { get; private set; }

    /// <summary>What it is told after NOTIFY SET.</summary>
    public Notifications? Notifications { get; set; }

    /// <summary>What it hears of beside the selected mailbox.</summary>
    public Announcements? Announcements { get; set; }

    /// <summary>ENABLE UIDONLY was given: no sequence numbers any more, in either direction (RFC 9586).</summary>
    public bool HasUidOnly { get; set; }

    /// <summary>How many messages a command touches.</summary>
    public MessageLimit MessageLimit => field ??= new MessageLimit(this);

    public int FailedSignIns { get; set; }

    public ImapState State => Account is null ? ImapState.NotAuthenticated : View is null ? ImapState.Authenticated : ImapState.Selected;

    public ImapWriter Writer => new(Connection.Output);

    public ChannelBindings? Bindings =>
        Connection.Tls is { } tls ? new ChannelBindings(tls.Exporter, tls.ServerEndPoint) : null;

    public async Task Run(MailConnection connection)
    {
        Connection = connection;
        _source = new CommandSource(connection, new LineReader(connection, Limits.LineBeforeSignIn), Limits);
        Writer.Raw($"* OK [CAPABILITY {await Capabilities.Of(this)}] Hikyaku ready.\r\n");
        try
        {
            while (await Flush() && await Next())
            {
                // Each turn is one command.
            }
        }
        finally
        {
            Announcements?.Dispose();
            Notifications?.Dispose();
        }

        await Flush();
    }

    /// <summary>Enters the authenticated state.</summary>
    public async ValueTask SignIn(Account account)
    {
        Mail = await Services.Mailstore.Open(account.Id, CancellationToken.None);
        Account = account;
        Watch = Services.Authenticator.Watch(account, Hikyaku.Mail.Directory.Services.Imap);
        Names = new MailboxNames(account.Namespace);
        _delaysNewMail = Services.Settings.Get(StoreSettings.DelayNewMail).Contains(account.Address);
    }

    /// <summary>Returns to the state before sign-in, with nothing left of the account or of what was enabled (RFC 8437 §3, §4.1).</summary>
    public void SignOut()
    {
        Announcements?.Dispose();
        Notifications?.Dispose();
        (Account, Watch, Mail, View, Announcements, Notifications) = (null, null, null, null, null, null);
        Names = new MailboxNames(NamespaceStyle.Slash);
        IsRev2 = HasUtf8 = HasCondStore = HasQResync = HasUidOnly = false;
    }

    /// <summary>Finds the mailbox of a name as the client wrote it.</summary>
    public MailboxInfo? Find(ReadOnlySpan<byte> wire) =>
        MailboxNames.Decode(wire, SpeaksUtf8) is { } shown && Names.ToStore(shown) is { } name ? Mail!.Find(name) : null;

    /// <summary>The store's form of a name as the client wrote it; null when it is none.</summary>
    public string? NameOf(ReadOnlySpan<byte> wire) => MailboxNames.Decode(wire, SpeaksUtf8) is { } shown ? Names.ToStore(shown) : null;

    /// <summary>Finds mailboxes, those of others too.</summary>
    public MailboxReach Reach => _reach ??= new MailboxReach(this);

    /// <summary>Writes one untagged line.</summary>
    public void Untagged(string text) => Writer.Raw($"* {text}\r\n");

    /// <summary>Sends what was written; false when the connection is gone.</summary>
    public async ValueTask<bool> Flush()
    {
        try
        {
            return !(await Connection.Output.FlushAsync()).IsCompleted;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Sends what was written once it is much, so that a long answer needs little memory.</summary>
    public ValueTask<bool> FlushIfLarge() => Connection.Output.CanGetUnflushedBytes && Connection.Output.UnflushedBytes < FlushAt ? new(true) : Flush();

    /// <summary>Whether the account may still be used; if not, says bye.</summary>
    public async ValueTask<bool> IsStillAllowed() =>
        (Watch is null || await Watch.Holds(CancellationToken.None) || Bye("Your access was changed; sign in again."))
        && (View is not { IsTakenAway: true } || Bye("The selected mailbox is no longer shared with you."));

    /// <summary>Tells what changed since the client was told last.</summary>
    public async ValueTask Tell(bool mayExpunge)
    {
        if (Notifications is not { } notifications)
        {
            View?.Sync(this, mayExpunge);
        }
        else
        {
            if (View is { } view)
            {
                await notifications.WriteSelected(this, view, mayExpunge);
            }

            await notifications.Write(this);
        }

        if (View is { } selected)
        {
            await selected.Contexts.Update(this, selected);
        }

        if (Notifications?.TellsMetadata != true)
        {
            Announcements?.Write(this);
        }
    }

    /// <summary>Ends the session from our side.</summary>
    public bool Bye(string text)
    {
        Untagged("BYE " + text);
        return false;
    }

    private async ValueTask<bool> Next()
    {
        var isSignedIn = Account is not null;
        var status = Notifications is null
            ? await _source.Read(isSignedIn ? Limits.Idle : Limits.BeforeSignIn, isSignedIn) : await ReadNotified();
        return status switch
        {
            ReadStatus.Ok => await Answer(),
            ReadStatus.Interrupted => true,
            ReadStatus.TooLong => TooLong(),
            ReadStatus.TimedOut => Bye("No command for too long; good bye."),
            ReadStatus.Stopping => Bye("[UNAVAILABLE] The server stops; connect again soon."),
            _ => false,
        };
    }

    // RFC 5465 §3: what happens between commands is told at once; only sessions that asked for it observe anything here.
    private async ValueTask<ReadStatus> ReadNotified()
    {
        using var wake = new IdleWake(Connection);
        using (Mail!.Observe(_ => wake.Push()))
        using (View is { Mailbox.IsOwn: false } shared ? shared.Mail.Observe(_ => wake.Push()) : null)
        {
            // Again, with the observer there: nothing that happened meanwhile is missed.
            if (Notifications is { } notifications)
            {
                if (notifications.TellsSelected && View is { Index.IsRemoved: false } view)
                {
                    await notifications.WriteSelected(this, view, notifications.TellsExpunges);
                }

                await notifications.Write(this);
            }

            return await Flush() ? await _source.Read(Limits.Idle, isSignedIn: true, wake) : ReadStatus.Closed;
        }
    }

    private bool TooLong()
    {
        if (_source.MustClose)
        {
            return Bye("[TOOBIG] The command or a literal in it is too long.");
        }

        var tag = ImapCommand.Parse(_source.Octets, out var found, out _) is null && found.Length == 0 ? "*" : found;
        Writer.Raw($"{tag} BAD [TOOBIG] The command is too long.\r\n");
        return ++_badCommands < Limits.BadCommands || Bye("Too many bad commands.");
    }

    private async ValueTask<bool> Answer()
    {
        if (!await IsStillAllowed())
        {
            return false;
        }

        var command = ImapCommand.Parse(_source.Octets, out var tag, out var problem);
        var reply = command is null ? ImapReply.Bad("Syntax error at " + problem + ".") : await Run(command with { Pending = _source.Pending });
        if (ReferenceEquals(reply, ImapReply.Broken) || ReferenceEquals(reply, ImapReply.Sent))
        {
            return ReferenceEquals(reply, ImapReply.Sent);
        }

        if (_source.Pending is { IsSynchronizing: false })
        {
            reply = reply with { Closes = true };
        }

        Writer.Raw($"{(tag.Length == 0 ? "*" : tag)} {reply.Status} {reply.Text}\r\n");
        _badCommands = reply.Status == "BAD" ? _badCommands + 1 : 0;
        if (View is { Index.IsRemoved: true })
        {
            return Bye("The selected mailbox was deleted.");
        }

        return !reply.Closes && (_badCommands < Limits.BadCommands || Bye("Too many bad commands."));
    }

    private async ValueTask<ImapReply> Run(ImapCommand command)
    {
        if (!CommandTable.Rules.TryGetValue(command.Name, out var rule) || (command.IsUid && !rule.HasUid))
        {
            return ImapReply.Bad("Unknown command.");
        }

        if ((rule.States & State) == ImapState.None)
        {
            return ImapReply.Bad(
                State == ImapState.NotAuthenticated ? "Sign in first."
                : rule.States == ImapState.NotAuthenticated ? "You are signed in already."
                : "Select a mailbox first.");
        }

        // RFC 9586 §3
        if (HasUidOnly && rule.HasUid && !command.IsUid && command.Name != "EXPUNGE")
        {
            return ImapReply.UidRequired;
        }

        if (rule.IsBare && command.HasArguments)
        {
            return ImapReply.Bad("No arguments are allowed here.");
        }

        try
        {
            MessageLimit.Reset();
            HoldsNewMail = _delaysNewMail && command.Name is not ("NOOP" or "CHECK" or "IDLE");
            var reply = MessageLimit.Told(await rule.Run(this, command));
            await Tell(rule.MayExpunge || command.IsUid);
            return reply;
        }
        catch (StoreUnavailableException exception)
        {
            ImapLog.StoreUnavailable(Services.Logger, Connection.Id, command.Name, exception.Message);
            return ImapReply.Unavailable(exception);
        }
        catch (Exception exception) when (exception is not (IOException or OperationCanceledException))
        {
            ImapLog.CommandFailed(Services.Logger, Connection.Id, command.Name, exception);
            return new ImapReply("NO", "[SERVERBUG] Internal error; the session ends.", Closes: true);
        }
    }
}
