namespace Hikyaku.Mail.Delivery;

/// <content>The statuses that this server itself gives to recipients and messages.</content>
public sealed partial record SmtpStatus
{
    /// <summary>Taken over: delivered, or durable in the queue.</summary>
    public static readonly SmtpStatus Accepted = new(250, new(2, 0, 0), "Message accepted");

    /// <summary>A recipient of ours that exists, or one that is relayed.</summary>
    public static readonly SmtpStatus RecipientOk = new(250, new(2, 1, 5), "Recipient OK");

    /// <summary>The domain is ours, the address is not.</summary>
    public static readonly SmtpStatus UnknownRecipient = new(550, new(5, 1, 1), "No such user here");

    /// <summary>The account is suspended or takes no mail.</summary>
    public static readonly SmtpStatus MailboxDisabled = new(550, new(5, 2, 1), "This mailbox does not accept mail");

    /// <summary>The account's quota is used up (RFC 3463 §3.3: 4.2.2).</summary>
    public static readonly SmtpStatus MailboxFull = new(452, new(4, 2, 2), "The mailbox is full");

    /// <summary>The mailbox has no UIDs left; its owner must empty it into another.</summary>
    public static readonly SmtpStatus NoUidsLeft = new(452, new(4, 2, 0), "The mailbox can number no further messages");

    /// <summary>The domain is known here but not served yet.</summary>
    public static readonly SmtpStatus DomainNotLive = new(450, new(4, 3, 2), "Mail for this domain is not accepted here yet");

    /// <summary>A mailing list or an answering address, whose engine is not part of this version.</summary>
    public static readonly SmtpStatus NotServedYet = new(450, new(4, 3, 0), "Mail for this address is not served here yet");

    /// <summary>Not ours, and the client may not relay.</summary>
    public static readonly SmtpStatus RelayDenied = new(550, new(5, 7, 1), "Relaying denied: sign in to send mail to other servers, and switch on SMTP authentication in your mail program");

    /// <summary>Not ours, and the account may only write inside this server.</summary>
    public static readonly SmtpStatus RelayNotYours = new(550, new(5, 7, 1), "Your account may not send mail to other servers");

    /// <summary>Mail from users needs a sign-in (RFC 4954 §6).</summary>
    public static readonly SmtpStatus AuthenticationRequired = new(530, new(5, 7, 0), "Authentication required: in your mail program, switch on \"my outgoing server requires authentication\"");

    /// <summary>The signed-in user may not write as this sender.</summary>
    public static readonly SmtpStatus SenderNotYours = new(553, new(5, 7, 1), "This sender address does not belong to the account that signed in");

    /// <summary>550 5.7.1.</summary>
    public static readonly SmtpStatus AuthorNotYours =
        new(550, new(5, 7, 1), "The address in the From or Sender field does not belong to the account that signed in");

    /// <summary>550 5.6.0.</summary>
    public static readonly SmtpStatus AuthorRepeated = new(550, new(5, 6, 0), "A message has one From field and at most one Sender field");

    /// <summary>Nobody is there to read what goes to postmaster, abuse or hostmaster.</summary>
    public static readonly SmtpStatus NobodyNamed = new(450, new(4, 3, 5), "Nobody is named here yet who reads this mail; try again later");

    /// <summary>Aliases or forwards lead back to themselves, or too deep.</summary>
    public static readonly SmtpStatus RoutingLoop = new(550, new(5, 4, 6), "The address leads to a forwarding loop");

    /// <summary>An alias expands to more addresses than the server allows.</summary>
    public static readonly SmtpStatus TooManyTargets = new(550, new(5, 5, 3), "The address expands to too many recipients");

    /// <summary>The local part names a further route (a%b, b!a, "a@b") for a server that mail is passed on to.</summary>
    public static readonly SmtpStatus RoutedLocalPart = new(550, new(5, 1, 3), "Relaying denied: the address names a further route");

    /// <summary>The recipient is named by the address of a host, which an administrator does not want.</summary>
    public static readonly SmtpStatus NoAddressLiterals = new(550, new(5, 1, 2), "Addresses of hosts in brackets are not accepted here");

    /// <summary>A rewritten sender that was not made here.</summary>
    public static readonly SmtpStatus ReturnForged = new(550, new(5, 7, 1), "This return address was not made by this server");

    /// <summary>A rewritten sender that was made too long ago.</summary>
    public static readonly SmtpStatus ReturnExpired = new(550, new(5, 7, 1), "This return address has expired");

    /// <summary>A rewritten sender is for reports, which have the null path.</summary>
    public static readonly SmtpStatus OnlyReportsReturn = new(550, new(5, 7, 1), "This return address takes delivery reports only");

    /// <summary>The message has passed too many servers (RFC 5321 §6.3).</summary>
    public static readonly SmtpStatus MailLoop = new(554, new(5, 4, 6), "Too many Received fields: this message is in a loop");

    /// <summary>FUTURERELEASE is switched off (RFC 4865 §3).</summary>
    public static readonly SmtpStatus NoHold = new(555, new(5, 5, 4), "HOLDFOR and HOLDUNTIL are not supported here");

    /// <summary>The sender wants the message to wait beyond the time by which it is to be there (RFC 4865 §5.2.2).</summary>
    public static readonly SmtpStatus HoldBeyondDeadline = new(501, new(5, 5, 4), "The message cannot wait beyond the time of BY");

    /// <summary>The sender wants the message to wait for too long (RFC 4865 §4.2).</summary>
    public static readonly SmtpStatus HoldTooLong = new(501, new(5, 5, 4), "The message cannot wait for so long; EHLO tells how long it may");

    /// <summary>A fault of this server; the peer should try again.</summary>
    public static readonly SmtpStatus InternalError = new(451, new(4, 3, 0), "Internal error, try again later");
}
