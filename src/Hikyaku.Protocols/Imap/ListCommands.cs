using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>LIST, LSUB and NAMESPACE (RFC 9051 §6.3.9, §6.3.10; RFC 3501 §6.3.9).</summary>
internal static class ListCommands
{
    public static ValueTask<ImapReply> Namespace(ImapSession session, ImapCommand command)
    {
        session.Untagged($"NAMESPACE ((\"{session.Names.Prefix}\" \"{session.Names.Separator}\")) NIL NIL");
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

        var tree = new MailboxTree(session);
        var patterns = Patterns(session, arguments.Reference, arguments.Patterns);
        var annotations = new List<KeyValuePair<string, Func<MailboxInfo, byte[]?>>>();
        foreach (var name in arguments.Annotations)
        {
            annotations.Add(new(name, await AnnotationValues.OfAll(session, name)));
        }

        foreach (var entry in tree.Entries)
        {
            if (!patterns.Exists(pattern => pattern.Matches(entry.Shown)) || !IsSelected(entry, arguments, patterns, tree, out var childInfo))
            {
                continue;
            }

            var more = arguments.OnlySubscribed || arguments.ReturnSubscribed ? (entry.IsSubscribed ? "\\Subscribed" : "") : "";
            ListLine.Write(session, "LIST", entry.Info, entry.Shown, entry.HasChildren, null, more, childInfo, !arguments.IsExtended);
            if (arguments.StatusItems is { } items && entry.Info is { } info)
            {
                await StatusCommands.Write(session, info, entry.Shown, items);
            }

            if (annotations.Count > 0 && entry.Info is { } annotated)
            {
                MetadataLine.Write(session, entry.Shown, annotations.Select(annotation => KeyValuePair.Create(annotation.Key, annotation.Value(annotated))));
            }

            await session.FlushIfLarge();
        }

        return ImapReply.Ok("Listed.");
    }

    public static ValueTask<ImapReply> Lsub(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var reference = reader.AString();
        reader.Expect(' ');
        var pattern = reader.ListMailbox();
        if (!reader.ExpectEnd())
        {
            return new(ImapReply.Bad($"Syntax error at {reader.Problem}."));
        }

        var tree = new MailboxTree(session);
        var patterns = Patterns(session, reference, [pattern]);
        foreach (var entry in tree.Entries)
        {
            if (!patterns[0].Matches(entry.Shown))
            {
                continue;
            }

            if (entry.IsSubscribed)
            {
                // Outlook 2013 looks for special uses here.
                ListLine.Write(session, "LSUB", entry.Info, entry.Shown, entry.HasChildren, null);
            }
            else if (entry.HasSubscribedBelow && pattern.AsSpan().Contains((byte)'%'))
            {
                // RFC 3501 §6.3.9: the subscribed name below does not match "%", so its superior is shown.
                session.Writer.Raw($"* LSUB (\\Noselect) \"{session.Names.Separator}\" ");
                MailboxNames.Write(session.Writer, entry.Shown, session.SpeaksUtf8);
                session.Writer.Raw("\r\n"u8);
            }
        }

        return new(ImapReply.Ok("Listed."));
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
        return wire.ConvertAll(octets => new ListPattern(prefix + (MailboxNames.Decode(octets, session.SpeaksUtf8) ?? "\0"), session.Names.Separator));
    }
}
