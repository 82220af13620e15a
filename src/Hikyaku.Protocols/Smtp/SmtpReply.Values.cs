using System.Globalization;

using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Protocols.Smtp;

/// <content>The replies that do not come from the mail domain.</content>
internal sealed partial record SmtpReply
{
    public static readonly SmtpReply Ok = new(250, new(2, 0, 0), "OK");
    public static readonly SmtpReply SenderOk = new(250, new(2, 1, 0), "Sender OK");
    public static readonly SmtpReply Bye = new(221, new(2, 0, 0), "Bye") { Closes = true };
    public static readonly SmtpReply Help = new(214, new(2, 0, 0), "Commands: EHLO HELO MAIL RCPT DATA BDAT RSET NOOP QUIT VRFY STARTTLS AUTH");
    public static readonly SmtpReply CannotVerify = new(252, new(2, 5, 0), "Cannot verify; send the message and see");
    public static readonly SmtpReply NoExpansion = new(502, new(5, 5, 1), "EXPN is not offered");
    public static readonly SmtpReply StartData = new(354, default, "End data with <CR><LF>.<CR><LF>");
    public static readonly SmtpReply StartTls = new(220, new(2, 0, 0), "Ready to start TLS");
    public static readonly SmtpReply SignedIn = new(235, new(2, 7, 0), "Authentication successful");

    public static readonly SmtpReply UnknownCommand = Mistake(500, new(5, 5, 2), "Command not recognized");
    public static readonly SmtpReply LineTooLong = Mistake(500, new(5, 5, 2), "Line too long");
    public static readonly SmtpReply BareLineEnd = Mistake(500, new(5, 5, 2), "Command lines end with CRLF and hold no other CR, LF or NUL");
    public static readonly SmtpReply HelloFirst = Mistake(503, new(5, 5, 1), "Say EHLO first");
    public static readonly SmtpReply NestedMail = Mistake(503, new(5, 5, 1), "MAIL was given already");
    public static readonly SmtpReply MailFirst = Mistake(503, new(5, 5, 1), "MAIL first");
    public static readonly SmtpReply NoRecipients = Mistake(503, new(5, 5, 1), "No valid recipients");
    public static readonly SmtpReply NotNow = Mistake(503, new(5, 5, 1), "Not allowed at this point");
    public static readonly SmtpReply BadArgument = Mistake(501, new(5, 5, 4), "Syntax error in the argument");
    public static readonly SmtpReply BadSenderSyntax = Mistake(501, new(5, 1, 7), "Bad sender address syntax; write MAIL FROM:<user@domain>");
    public static readonly SmtpReply BadRecipientSyntax = Mistake(501, new(5, 1, 3), "Bad recipient address syntax; write RCPT TO:<user@domain>");
    public static readonly SmtpReply RequireTlsNotNow = new(530, new(5, 7, 4), "REQUIRETLS is for SMTP under TLS") { IsMistake = true };

    public static readonly SmtpReply Utf8Needed = new(553, new(5, 6, 7), "Give SMTPUTF8 with MAIL to use addresses that are not ASCII");
    public static readonly SmtpReply TooManyRecipients = new(452, new(4, 5, 3), "Too many recipients; send the message again for the others");
    public static readonly SmtpReply TooManyDomains = new(452, new(4, 5, 3), "Recipients of too many domains; send the message again for the others");
    public static readonly SmtpReply TooManyMessages = new(421, new(4, 7, 0), "Too many messages on one connection; connect again") { Closes = true };
    public static readonly SmtpReply NeedsBdat = Mistake(503, new(5, 5, 1), "A message with BODY=BINARYMIME is sent with BDAT");
    public static readonly SmtpReply TooLarge = new(552, new(5, 3, 4), "The message is larger than this server accepts");
    public static readonly SmtpReply BareLf = new(554, new(5, 6, 0), "Message refused: it has a bare LF; every line must end with CRLF");
    public static readonly SmtpReply BareCr = new(554, new(5, 6, 0), "Message refused: it has a bare CR; every line must end with CRLF");
    public static readonly SmtpReply Nul = new(554, new(5, 6, 0), "Message refused: it has a NUL octet, which mail must not contain");
    public static readonly SmtpReply NoTls = Mistake(502, new(5, 5, 1), "STARTTLS is not offered here");
    public static readonly SmtpReply HasTls = Mistake(503, new(5, 5, 1), "TLS is already active");

    public static readonly SmtpReply NoFront = Mistake(550, new(5, 7, 0), "XCLIENT is for fronts that this server's listener names");
    public static readonly SmtpReply NoClientAddress = Mistake(501, new(5, 5, 4), "XCLIENT needs ADDR, the client's address");
    public static readonly SmtpReply TooManyConnections = new(421, new(4, 7, 0), "Too many connections, try again later") { Closes = true };

    public static readonly SmtpReply NoAuth = Mistake(502, new(5, 5, 1), "AUTH is not offered here");
    public static readonly SmtpReply AuthNeedsTls = Mistake(538, new(5, 7, 11), "Encryption required: switch on STARTTLS or TLS in your mail program");
    public static readonly SmtpReply AlreadySignedIn = Mistake(503, new(5, 5, 1), "Already authenticated");
    public static readonly SmtpReply UnknownMechanism = Mistake(504, new(5, 5, 4), "Unrecognized authentication mechanism");
    public static readonly SmtpReply AuthCancelled = Mistake(501, new(5, 7, 0), "Authentication cancelled");
    public static readonly SmtpReply AuthMalformed = Mistake(501, new(5, 5, 2), "Cannot decode the response");
    public static readonly SmtpReply AuthLineTooLong = Mistake(500, new(5, 5, 6), "Authentication exchange line is too long");
    public static readonly SmtpReply WrongCredentials = Mistake(535, new(5, 7, 8), "Authentication credentials invalid");
    public static readonly SmtpReply SignInLater = Mistake(454, new(4, 7, 0), "Temporary authentication failure, try again later");

    public static readonly SmtpReply HttpRefused = new(421, new(4, 7, 0), "This is a mail server, not a web server") { Closes = true };
    public static readonly SmtpReply TooManyErrors = new(421, new(4, 7, 0), "Too many errors") { Closes = true };
    public static readonly SmtpReply TimedOut = new(421, new(4, 4, 2), "Time-out, closing the connection") { Closes = true };
    public static readonly SmtpReply SessionTooLong = new(421, new(4, 4, 2), "The connection has been open for too long; connect again") { Closes = true };
    public static readonly SmtpReply AccessChanged = new(421, new(4, 7, 0), "Your access was changed; sign in again") { Closes = true };
    public static readonly SmtpReply Stopping = new(421, new(4, 3, 2), "The server is shutting down; try again soon") { Closes = true };
    public static readonly SmtpReply InternalError = new(451, new(4, 3, 0), "Internal error, try again later");
    public static readonly SmtpReply DiskFull = new(452, new(4, 3, 1), "The server is short of disk space; try again later");
    /// <summary>Nothing is said.</summary>
    public static readonly SmtpReply None = new(0, default);
    public static readonly SmtpReply Gone = new(0, default) { Closes = true };

    /// <summary>RFC 5321 §4.5.3.1.9: 500 for lines over the limit.</summary>
    public static SmtpReply TextLineTooLong(long limit) =>
        new(500, new(5, 6, 0), string.Create(CultureInfo.InvariantCulture, $"Message refused: a line is longer than {limit} octets, the most that this server accepts"));

    /// <summary>RFC 6710 §5: MAIL was taken with another priority than it asked for.</summary>
    public static SmtpReply PriorityChanged(int priority) => new(250, new(2, 3, 6), string.Create(CultureInfo.InvariantCulture, $"{priority} is the priority of the message"));

    /// <summary>RFC 5321 §4.1.1.11.</summary>
    public static SmtpReply UnknownParameter(string name) => Mistake(555, new(5, 5, 4), $"Parameter {name} is not supported");

    private static SmtpReply Mistake(int code, EnhancedCode enhanced, string text) => new(code, enhanced, text) { IsMistake = true };
}
