using System.Text;
using Hikyaku.Formats.Pop3Syntax;
using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Pop3;

/// <summary>One POP3 dialogue.</summary>
/// <remarks>Standards: RFC 1939, RFC 2449 (CAPA), RFC 2595 (STLS), RFC 3206 (response codes), RFC 5034 (AUTH), RFC 6856 (UTF8, LANG).</remarks>
internal sealed partial class Pop3Session : ISession
{
    private readonly Mailstore _mailstore;
    private readonly Authenticator _authenticator;
    private readonly Pop3SignInTimes _times;
    private readonly ILogger<Pop3Session> _logger;
    private SignInWatch? _watch;
    private IDisposable? _observed;
    private MailConnection _connection = null!;
    private LineReader _reader = null!;
    private int _errors;
    private int _failedSignIns;

    public Pop3Session(Mailstore mailstore, Authenticator authenticator, Settings settings, Pop3SignInTimes times, ILogger<Pop3Session> logger)
    {
        (_mailstore, _authenticator, Settings, _times, _logger) = (mailstore, authenticator, settings, times, logger);
        SignIn = new Pop3SignIn(this, authenticator);
    }

    public Settings Settings { get; }

    public Pop3SignIn SignIn { get; }

    /// <summary>The tag of the language of its texts (RFC 6856 §3).</summary>
    public string Language { get; set; } = Pop3Language.Default;

    public MailConnection Connection => _connection;

    /// <summary>The open maildrop; only in the transaction state.</summary>
    public Pop3Maildrop? Maildrop { get; private set; }

    private Pop3State State => Maildrop is null ? Pop3State.Authorization : Pop3State.Transaction;

    public async Task Run(MailConnection connection)
    {
        _connection = connection;
        _reader = new LineReader(connection, Pop3Limits.Line);
        try
        {
            await Talk(connection.Closed);
        }
        catch (Exception error) when (error is not OperationCanceledException && !connection.Closed.IsCancellationRequested)
        {
            LogFailed(error, connection.Id);
            await Send(Pop3Reply.Error("[SYS/TEMP] Internal error, try again later"), connection.Closed);
        }
        finally
        {
            _observed?.Dispose();
            await LeaveMaildrop();
        }
    }

    /// <summary>Opens the maildrop of who signed in, or says why not.</summary>
    public async ValueTask<Pop3Reply> Enter(SignInResult result, CancellationToken cancellation)
    {
        if (result is SignInResult.SignedIn signedIn)
        {
            if (!_times.TryEnter(signedIn.Account.Id, Settings.Get(Pop3Settings.LoginDelay)))
            {
                return Pop3Reply.TooSoon;
            }

            var account = await _mailstore.Open(signedIn.Account.Id, cancellation);
            _watch = _authenticator.Watch(signedIn.Account, Hikyaku.Mail.Directory.Services.Pop3);
            _observed = _watch.Observe(_connection.Interrupt);
            Maildrop = new Pop3Maildrop(account, await account.Pop3(cancellation));
            return new Pop3Reply($"+OK {Maildrop.Count} messages");
        }

        var reply = ((SignInResult.Refused)result).IsTemporary ? Pop3Reply.TryLater : Pop3Reply.WrongPassword;
        return reply with { Closes = ++_failedSignIns >= Pop3Limits.SignIns };
    }

    /// <summary>Sends a continuation of AUTH and reads the client's answer; null when it went away.</summary>
    public async ValueTask<string?> Ask(string challenge, CancellationToken cancellation)
    {
        await Send(new Pop3Reply("+ " + challenge), cancellation);
        var read = await _reader.ReadLine(Pop3Limits.IdleBeforeSignIn, cancellation);
        return read.Status == ReadStatus.Ok ? Encoding.ASCII.GetString(read.Line.Span) : null;
    }

    private async Task Talk(CancellationToken cancellation)
    {
        await Send(new Pop3Reply("+OK Hikyaku ready"), cancellation);
        while (true)
        {
            var read = await _reader.ReadLine(Maildrop is null ? Pop3Limits.IdleBeforeSignIn : Pop3Limits.Idle, cancellation);
            if (read.Status is ReadStatus.Closed or ReadStatus.TimedOut)
            {
                // RFC 1939 §3: the inactivity timer ends the session without an answer and without the update state.
                return;
            }

            var reply = read.Status switch
            {
                ReadStatus.Stopping => Pop3Reply.Error("[SYS/TEMP] The server stops, come again soon") with { Closes = true },
                ReadStatus.TooLong => Pop3Reply.Error("The line is too long"),
                ReadStatus.Interrupted => await HasAccess(cancellation) ? null : Pop3Reply.AccessChanged,
                _ => await Answer(read.Line, cancellation),
            };
            if (reply is not null && !await Give(reply, cancellation))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> HasAccess(CancellationToken cancellation) => _watch is null || await _watch.Holds(cancellation);

    private async ValueTask<Pop3Reply> Answer(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        // Without the update state: who lost access deletes nothing any more.
        if (!await HasAccess(cancellation))
        {
            return Pop3Reply.AccessChanged;
        }

        if (!Pop3Command.TryParse(line.Span, out var command) || !Pop3Verbs.All.TryGetValue(command.Keyword, out var verb))
        {
            return Pop3Reply.Error("Unknown command");
        }

        if (!verb.AllowedIn.HasFlag(State))
        {
            return Pop3Reply.Error(State == Pop3State.Authorization ? "Sign in first" : "You are signed in already");
        }

        try
        {
            return await verb.Run(this, command, cancellation);
        }
        catch (StoreUnavailableException)
        {
            return Pop3Reply.TryLater;
        }
    }

    /// <summary>Sends a reply and does what it carries; false when the session is over.</summary>
    private async ValueTask<bool> Give(Pop3Reply reply, CancellationToken cancellation)
    {
        _errors = reply.IsError ? _errors + 1 : 0;
        var closes = reply.Closes || _errors >= Pop3Limits.Errors;
        Write(reply.Line);
        if (reply.Body is not null)
        {
            await reply.Body(_connection.Output, cancellation);
        }

        // RFC 2449 §6.6: while further commands wait already, answers may wait for each other.
        if (closes || reply.StartsTls || !_reader.HasLine())
        {
            await _connection.Output.FlushAsync(cancellation);
        }

        return !closes && (!reply.StartsTls || await _connection.StartTls(cancellation));
    }

    private async ValueTask Send(Pop3Reply reply, CancellationToken cancellation)
    {
        Write(reply.Line);
        await _connection.Output.FlushAsync(cancellation);
    }

    // An imported UIDL may be any octets, each of which is a character here.
    private void Write(string line)
    {
        var text = Pop3Language.Translate(line, Language) + "\r\n";
        (text.All(static character => character <= 0xff) ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text, _connection.Output);
    }

    private async ValueTask LeaveMaildrop()
    {
        try
        {
            await (Maildrop?.MarkSeen(CancellationToken.None) ?? ValueTask.CompletedTask);
        }
        catch (StoreUnavailableException)
        {
            LogSeenLost(_connection.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Session} POP3 session failed")]
    private partial void LogFailed(Exception error, string session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session} the store did not mark the messages read")]
    private partial void LogSeenLost(string session);
}
