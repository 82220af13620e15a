using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>Annotations of the mailboxes of an account (RFC 5464), and of the account itself as mailbox 0.</summary>
/// <remarks>They stay with a mailbox that is renamed and go with one that is removed. They are not counted by quotas but bounded by themselves.</remarks>
internal sealed class AnnotationEdits(AccountCore core)
{
    /// <summary>Makes all changes or none.</summary>
    public async ValueTask<AnnotationResult> Change(
        MailboxId mailbox, IReadOnlyList<Annotation> changes, SpecialUse? use, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        var info = core.Memory.Find(mailbox);
        if (info is null && mailbox != default)
        {
            return new AnnotationResult.Gone();
        }

        if (!await HasRoom(mailbox, changes, cancellation))
        {
            return new AnnotationResult.TooMany();
        }

        var draft = core.Draft();
        foreach (var change in changes)
        {
            draft.Add(new AnnotationPut(mailbox, change.Reader, change.Name, change.Value));
        }

        if (use is { } other && info is not null && other != info.SpecialUse)
        {
            draft.Add(new MailboxPut(info.Id, info.Name, info.UidValidity, other, info.Created.ToUnixTimeSeconds()));
        }

        if (!draft.IsEmpty)
        {
            await core.Commit(draft, [], durable: true);
        }

        return new AnnotationResult.Done(core.Memory.ModSeq);
    }

    // Values that are replaced are counted twice: the bounds are generous, and nobody is refused who only takes away.
    private async ValueTask<bool> HasRoom(MailboxId mailbox, IReadOnlyList<Annotation> changes, CancellationToken cancellation)
    {
        var added = changes.Where(change => change.Value is not null).ToList();
        if (added.Count == 0)
        {
            return true;
        }

        var known = (await core.Read(db => db.ReadAnnotations(mailbox, default, everybody: true, cancellation), cancellation))
            .Select(annotation => (annotation.Reader, annotation.Name)).ToHashSet();
        known.UnionWith(added.Select(annotation => (annotation.Reader, annotation.Name)));
        var octets = await core.Read(db => db.CountAnnotationOctets(cancellation), cancellation);
        return known.Count <= core.Parts.Limits.AnnotationsPerMailbox
            && octets + added.Sum(change => (long)change.Value!.Length) <= core.Parts.Limits.AnnotationBytesOfAccount;
    }
}
