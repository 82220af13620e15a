using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Imap;

/// <summary>What every IMAP session asks.</summary>
internal sealed record ImapParts(
    Authenticator Authenticator, Mailstore Mailstore, Mail.Directory.Directory Directory, Settings Settings, SentCopies SentCopies, Sharing Sharing, ImapLimits Limits,
    ServerIdentity Identity, ILogger<ImapSession> Logger);
