using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>LIST, LSUB and NAMESPACE (RFC 9051 §6.3.9, §6.3.10; RFC 3501 §6.3.9).</summary>
internal static class ListCommands
{
    public static ValueTask<ImapReply> Namespace(ImapSession session, ImapCommand command)
    {
        var others = session.Reach.IsRoot(MailboxReach.OthersRoot) ? $"((\"{MailboxReach.OthersRoot}/\" \"/\"))" : "NIL";
        var shared = session.Reach.IsRoot(MailboxReach.SharedRoot) ? $"((\"{MailboxReach.SharedRoot}/\" \"/\"))" : "NIL";
        session.Untagged($"NAMESPACE ((\"{session.Names.Prefix}\" \"{session.Names.Separator}\")) {others} {shared}");
        return new(ImapReply.Ok("Namespaces."));
    }

    public static async ValueTask<ImapReply> List(ImapSession session, ImapCommand command)
    {
        var arguments = ListArguments.Read(command);
        if (arguments.Problem is { } problem)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        if (!arguments.IsExtended && arguments.Patterns[0].Length == 0)
        {
            // RFC 9051 §6.3.9: an empty name asks for the separator.
            session.Untagged($"LIST (\\Noselect) \"{session.Names.Separator}\" \"\"");
            return ImapReply.Ok("Listed.");
        }

        var tree = await MailboxTree.Build(session);
        var patterns = Patterns(session, arguments.Reference, arguments.Patterns);
        var annotations = new AnnotationTable(session, arguments.Annotations);
        foreach (var entry in tree.Entries)
        {
            if (!patterns.Exists(pattern => pattern.Matches(entry.Shown, entry.Separator)) || !IsSelected(entry, arguments, patterns, tree, out var childInfo))
            {
                continue;
            }

            var more = arguments.OnlySubscribed || arguments.ReturnSubscribed ? (entry.IsSubscribed ? "\\Subscribed" : "") : "";
            ListLine.Write(session, "LIST", entry.Info, entry.Shown, entry.Separator, entry.HasChildren, null, more, childInfo, !arguments.IsExtended);
            if (arguments.StatusItems is { } items && entry.Info is { } info && entry.Foreign?.Allows(MailboxRights.Read) != false)
            {
                await StatusCommands.Write(session, entry.Foreign?.Mail ?? session.Mail!, info, entry.Shown, items);
            }

            if (arguments.ReturnMyRights && entry.Info is { } mine)
            {
                AclCommands.WriteMine(session, entry.Foreign ?? session.Reach.Own(mine)); // RFC 8440 §3
            }

            if (annotations.IsWanted && entry.Info is { } annotated && entry.Foreign?.AllowsAny(AnnotationValues.Readers) != false)
            {
                await annotations.Write(entry.Foreign?.Mail ?? session.Mail!, annotated, entry.Shown);
            }

            await session.FlushIfLarge();
        }

        return ImapReply.Ok("Listed.");
    }

    public static async ValueTask<ImapReply> Lsub(ImapSession session, ImapCommand command)
    {
        if (ReadLsub(command, out var reference, out var pattern) is { } problem)
        {
            return problem;
        }

        var tree = await MailboxTree.Build(session);
        var patterns = Patterns(session, reference, [pattern]);
        foreach (var entry in tree.Entries)
        {
            if (!patterns[0].Matches(entry.Shown, entry.Separator))
            {
                continue;
            }

            if (entry.IsSubscribed)
            {
                // Outlook 2013 looks for special uses here.
                ListLine.Write(session, "LSUB", entry.Info, entry.Shown, entry.Separator, entry.HasChildren, null);
            }
            else if (entry.HasSubscribedBelow && pattern.AsSpan().Contains((byte)'%'))
            {
                // RFC 3501 §6.3.9: the subscribed name below does not match "%", so its superior is shown.
                session.Writer.Raw($"* LSUB (\\Noselect) \"{entry.Separator}\" ");
                MailboxNames.Write(session.Writer, entry.Shown, session.SpeaksUtf8);
                session.Writer.Raw("\r\n"u8);
            }
        }

        return ImapReply.Ok("Listed.");
    }

    private static ImapReply? ReadLsub(ImapCommand command, out byte[] reference, out byte[] pattern)
    {
        var reader = command.Arguments;
        reference = reader.AString();
        reader.Expect(' ');
        pattern = reader.ListMailbox();
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static bool IsSelected(MailboxTreeEntry entry, ListArguments arguments, List<ListPattern> patterns, MailboxTree tree, out string childInfo)
    {
        childInfo = "";
        if (arguments.OnlySubscribed || arguments.OnlySpecialUse)
        {
            // RFC 5258 §3.5: a superior of such a name that does not match itself.
            childInfo = arguments.RecursiveMatch && tree.HasUnmatched(entry, patterns, arguments.Selects) ? arguments.ChildInfo : "";
            return arguments.Selects(entry) || childInfo.Length > 0;
        }

        // A name that exists only as the superior of others is shown where its inferiors are not.
        return entry.Info is not null || (entry.HasChildren && tree.HasUnmatched(entry, patterns, child => child.Info is not null));
    }

    private static List<ListPattern> Patterns(ImapSession session, byte[] reference, List<byte[]> wire)
    {
        var prefix = MailboxNames.Decode(reference, session.SpeaksUtf8) ?? "";
        return wire.ConvertAll(octets => new ListPattern(prefix + (MailboxNames.Decode(octets, session.SpeaksUtf8) ?? "\0")));
    }
}
