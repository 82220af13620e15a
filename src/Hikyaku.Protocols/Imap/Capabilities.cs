using System.Globalization;
using Hikyaku.Mail.Authentication;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>The capability list (RFC 9051 §6.1.1, §7.2.2).</summary>
internal static class Capabilities
{
    private const string Always = "IMAP4rev1 IMAP4rev2 SASL-IR LITERAL+ ID ENABLE IDLE";
    private const string SignedIn = "NAMESPACE CHILDREN UNSELECT UIDPLUS MOVE CONDSTORE QRESYNC ESEARCH SEARCHRES WITHIN LIST-EXTENDED LIST-STATUS "
        + "SPECIAL-USE CREATE-SPECIAL-USE STATUS=SIZE METADATA METADATA-SERVER LIST-METADATA NOTIFY MULTIAPPEND QUOTA QUOTA=RES-STORAGE QUOTA=RES-MESSAGE";

    private const string OfMessages = "OBJECTID SAVEDATE PREVIEW BINARY UTF8=ACCEPT CATENATE REPLACE URLAUTH UIDONLY UIDBATCHES UNAUTHENTICATE";

    private const string Searching = "SORT SORT=DISPLAY ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES THREAD=REFS I18NLEVEL=1 "
        + "CONTEXT=SEARCH MULTISEARCH SEARCH=FUZZY PARTIAL INPROGRESS";

    public static async ValueTask<string> Of(ImapSession session)
    {
        if (session.State != ImapState.NotAuthenticated)
        {
            var compress = session.Connection.IsCompressed ? "" : " COMPRESS=DEFLATE"; // RFC 4978 §3
            var limit = session.MessageLimit.Most is > 0 and var most ? string.Create(CultureInfo.InvariantCulture, $" MESSAGELIMIT={most}") : ""; // RFC 9738 §3
            var sharing = session.Services.Sharing.IsOn ? " ACL RIGHTS=texk LIST-MYRIGHTS" : "";
            return string.Create(
                CultureInfo.InvariantCulture, $"{Always} {Searching} {SignedIn} {OfMessages}{sharing}{compress}{limit} APPENDLIMIT={session.AppendLimit}");
        }

        var text = Always;
        if (!session.Connection.IsTls && session.Connection.Listener.Protocol == ListenerProtocol.Imap)
        {
            text += " STARTTLS";
        }

        if (!session.Connection.AllowsPlaintextAuth)
        {
            return text + " LOGINDISABLED"; // RFC 9051 §6.2.3
        }

        foreach (var mechanism in await SaslServer.Mechanisms(session.Bindings, session.Services.Authenticator, CancellationToken.None))
        {
            text += " AUTH=" + mechanism;
        }

        return text;
    }
}
