using System.Buffers;
using System.Text;

using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Reception;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Smtp;

/// <summary>The state of one dialogue, shared by the handlers of its commands.</summary>
internal sealed class SmtpDialogue(MailConnection connection, LineReader reader, SmtpMode mode, SmtpLimits limits)
{
    private IDisposable? _observed;

    public MailConnection Connection { get; } = connection;

    public LineReader Reader { get; } = reader;

    public SmtpMode Mode { get; } = mode;

    public SmtpLimits Limits { get; } = limits;

    /// <summary>What the checks know about who connects from outside, or null.</summary>
    public BorderVisit? Visit { get; private set; } = mode == SmtpMode.Mx ? BorderChecks.Open(connection.Remote.Address) : null;

    public SmtpStates State { get; set; } = SmtpStates.Fresh;

    public string HeloName { get; set; } = "";

    /// <summary>EHLO or LHLO was said, not HELO.</summary>
    public bool IsExtended { get; set; }

    public Account? Account { get; private set; }

    /// <summary>Whether the sign-in still holds.</summary>
    public SignInWatch? Watch { get; private set; }

    public SmtpTransaction? Transaction { get; private set; }

    /// <summary>A front has told who its client is.</summary>
    public bool IsBehindFront { get; set; }

    /// <summary>The last command ends a group: the client must wait for its answer (RFC 2920 §3.1).</summary>
    public bool MustWait { get; set; }

    public int RefusedRecipients { get; set; }

    public int RefusedSignIns { get; set; }

    public Peer Peer => new()
    {
        Address = Connection.Remote.Address,
        HeloName = HeloName,
        Account = Account,
        Visit = Visit,
        Recipients = Transaction?.Recipients.Count ?? 0,
        IsSubmission = Mode == SmtpMode.Submission,
        IsLmtp = Mode == SmtpMode.Lmtp,
    };

    /// <summary>Whoever signed in may go on.</summary>
    public async ValueTask<bool> HasAccess() => Watch is null || await Watch.Holds(Connection.Closed);

    /// <summary>A sign-in, whose end wakes the dialogue; or none any more.</summary>
    public void SignIn(Account? account, SignInWatch? watch)
    {
        _observed?.Dispose();
        (Account, Watch, _observed) = (account, watch, watch?.Observe(Connection.Interrupt));
    }

    /// <summary>A front has told that another client is there.</summary>
    public void Meet()
    {
        Visit?.Dispose();
        Visit = Mode == SmtpMode.Mx ? BorderChecks.Open(Connection.Remote.Address) : null;
    }

    public void Begin(SmtpTransaction transaction)
    {
        Transaction = transaction;
        State = SmtpStates.Mail;
    }

    /// <summary>Drops the message under way.</summary>
    public async ValueTask Reset()
    {
        if (Transaction is { } transaction)
        {
            Transaction = null;
            Visit?.End();
            await transaction.DisposeAsync();
        }

        State = State == SmtpStates.Fresh ? SmtpStates.Fresh : SmtpStates.Ready;
    }

    /// <summary>Sends a reply; it waits for more while the client pipelines (RFC 2920 §3.2).</summary>
    public async ValueTask Send(SmtpReply reply)
    {
        if (reply.Code == 0)
        {
            return;
        }

        var text = new StringBuilder(80);
        reply.AppendTo(text);
        Connection.Output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        var isPipelined = Reader.HasLine();
        if (isPipelined && MustWait && Visit is not null)
        {
            Visit.SpokeUnasked = true;
        }

        if (reply.Closes || !isPipelined)
        {
            await Flush();
        }
    }

    public async ValueTask Flush() => await Connection.Output.FlushAsync(Connection.Closed);
}
