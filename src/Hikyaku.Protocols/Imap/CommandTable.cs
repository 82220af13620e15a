using System.Collections.Frozen;
using Hikyaku.Protocols.Imap.Searching;

namespace Hikyaku.Protocols.Imap;

/// <summary>All commands: where they are allowed and who answers them.</summary>
internal static class CommandTable
{
    public static FrozenDictionary<string, CommandRule> Rules { get; } = new Dictionary<string, CommandRule>
    {
        ["CAPABILITY"] = new(ImapState.Any, SessionCommands.Capability) { IsBare = true },
        ["NOOP"] = new(ImapState.Any, SessionCommands.Noop) { IsBare = true },
        ["LOGOUT"] = new(ImapState.Any, SessionCommands.Logout) { IsBare = true },
        ["ID"] = new(ImapState.Any, SessionCommands.Id),
        ["STARTTLS"] = new(ImapState.NotAuthenticated, SignInCommands.StartTls) { IsBare = true },
        ["LOGIN"] = new(ImapState.NotAuthenticated, SignInCommands.Login),
        ["AUTHENTICATE"] = new(ImapState.NotAuthenticated, SignInCommands.Authenticate),
        ["UNAUTHENTICATE"] = new(ImapState.SignedIn, SignInCommands.Unauthenticate) { IsBare = true },
        ["COMPRESS"] = new(ImapState.SignedIn, CompressCommand.Compress),
        ["ENABLE"] = new(ImapState.SignedIn, SessionCommands.Enable),
        ["NAMESPACE"] = new(ImapState.SignedIn, ListCommands.Namespace) { IsBare = true },
        ["IDLE"] = new(ImapState.SignedIn, IdleCommand.Idle) { IsBare = true },
        ["SELECT"] = new(ImapState.SignedIn, SelectCommands.Select),
        ["EXAMINE"] = new(ImapState.SignedIn, SelectCommands.Examine),
        ["CREATE"] = new(ImapState.SignedIn, MailboxCommands.Create),
        ["DELETE"] = new(ImapState.SignedIn, MailboxCommands.Delete),
        ["RENAME"] = new(ImapState.SignedIn, MailboxCommands.Rename),
        ["SUBSCRIBE"] = new(ImapState.SignedIn, MailboxCommands.Subscribe),
        ["UNSUBSCRIBE"] = new(ImapState.SignedIn, MailboxCommands.Unsubscribe),
        ["LIST"] = new(ImapState.SignedIn, ListCommands.List),
        ["LSUB"] = new(ImapState.SignedIn, ListCommands.Lsub),
        ["STATUS"] = new(ImapState.SignedIn, StatusCommands.Status),
        ["GETQUOTA"] = new(ImapState.SignedIn, StatusCommands.GetQuota),
        ["SETQUOTA"] = new(ImapState.SignedIn, StatusCommands.SetQuota),
        ["GETQUOTAROOT"] = new(ImapState.SignedIn, StatusCommands.GetQuotaRoot),
        ["SETACL"] = new(ImapState.SignedIn, AclCommands.Set),
        ["DELETEACL"] = new(ImapState.SignedIn, AclCommands.Delete),
        ["GETACL"] = new(ImapState.SignedIn, AclCommands.Get),
        ["LISTRIGHTS"] = new(ImapState.SignedIn, AclCommands.List),
        ["MYRIGHTS"] = new(ImapState.SignedIn, AclCommands.My),
        ["GETMETADATA"] = new(ImapState.SignedIn, MetadataCommands.Get),
        ["SETMETADATA"] = new(ImapState.SignedIn, MetadataCommands.Set),
        ["NOTIFY"] = new(ImapState.SignedIn, NotifyCommands.Notify),
        ["APPEND"] = new(ImapState.SignedIn, AppendCommand.Append),
        ["GENURLAUTH"] = new(ImapState.SignedIn, UrlAuthCommands.Generate),
        ["RESETKEY"] = new(ImapState.SignedIn, UrlAuthCommands.ResetKey),
        ["URLFETCH"] = new(ImapState.SignedIn, UrlAuthCommands.Fetch),
        ["UIDBATCHES"] = new(ImapState.Selected, UidBatchesCommand.Batches),
        ["REPLACE"] = new(ImapState.Selected, ReplaceCommand.Replace) { HasUid = true },
        ["CHECK"] = new(ImapState.Selected, SessionCommands.Noop) { IsBare = true },
        ["CLOSE"] = new(ImapState.Selected, SelectCommands.Close) { IsBare = true },
        ["UNSELECT"] = new(ImapState.Selected, SelectCommands.Unselect) { IsBare = true },
        ["EXPUNGE"] = new(ImapState.Selected, MessageCommands.Expunge) { HasUid = true },
        ["SEARCH"] = new(ImapState.Selected, SearchCommands.Search) { HasUid = true, MayExpunge = false },
        ["SORT"] = new(ImapState.Selected, SearchCommands.Sort) { HasUid = true, MayExpunge = false }, // RFC 5256 §3
        ["ESEARCH"] = new(ImapState.SignedIn, MultiSearchCommands.Search), // RFC 7377 §2
        ["CANCELUPDATE"] = new(ImapState.Selected, ContextCommands.CancelUpdate), // RFC 5267 §4.3.5
        ["THREAD"] = new(ImapState.Selected, SearchCommands.Thread) { HasUid = true, MayExpunge = false },
        ["FETCH"] = new(ImapState.Selected, FetchCommand.Fetch) { HasUid = true, MayExpunge = false },
        ["STORE"] = new(ImapState.Selected, StoreCommand.Store) { HasUid = true, MayExpunge = false },
        ["COPY"] = new(ImapState.Selected, MessageCommands.Copy) { HasUid = true },
        ["MOVE"] = new(ImapState.Selected, MessageCommands.Move) { HasUid = true },
    }.ToFrozenDictionary();
}
