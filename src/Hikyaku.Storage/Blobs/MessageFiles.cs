using System.Globalization;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;

namespace Hikyaku.Storage.Blobs;

/// <summary>
/// One plain file per message: accounts/ab/ID/messages/MAILBOX/GROUP/UID, so that a file's name says whose message it is, and queue/messages/ab/BLOB. A
/// message of several recipients, or copied, is one file with several names (hard links).
/// </summary>
internal sealed class MessageFiles(DataFolder folder, DiskRoom room) : IBlobStore
{
    private const int GroupShift = 12;
    private readonly Lock _lock = new();
    private List<Discarded> _discarded = [];

    // What a checkpoint has taken and not yet removed: it is there still, and belongs to nobody any more.
    private List<Discarded> _leaving = [];

    public void Put(MessageContent content, IReadOnlyList<MessageLocation> locations)
    {
        if (locations.Count == 0)
        {
            return;
        }

        var first = PathOf(locations[0]);
        if (content.TryGetMemory(out var octets))
        {
            using var file = CreateFile(first, octets.Length);
            RandomAccess.Write(file, octets.Span, 0);
        }
        else
        {
            LinkFile(folder.SpoolPath(content.Id), first);
        }

        for (var i = 1; i < locations.Count; i++)
        {
            LinkFile(first, PathOf(locations[i]));
        }
    }

    public void Restore(LoggedContent content, IReadOnlyList<MessageLocation> locations)
    {
        var wrong = locations.Select(PathOf).Where(path => !IsEqual(content, path)).ToList();
        if (wrong.Count == 0)
        {
            return;
        }

        var fresh = folder.SpoolPath(content.Id) + ".restored";
        using (var target = File.Create(fresh))
        using (var source = content.Open())
        {
            source.CopyTo(target);
        }

        foreach (var path in wrong)
        {
            DeleteFile(path);
            LinkFile(fresh, path);
        }

        File.Delete(fresh);
    }

    public void Link(MessageLocation source, MessageLocation target)
    {
        var (from, to) = (PathOf(source), PathOf(target));
        if (!File.Exists(to) || (File.Exists(from) && new FileInfo(from).Length != new FileInfo(to).Length))
        {
            LinkFile(from, to);
        }
    }

    public MessageReader? Open(MessageLocation location)
    {
        try
        {
            return new MessageReader(File.OpenHandle(PathOf(location), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public string SpoolPath(BlobId id) => folder.SpoolPath(id);

    public void Discard(MessageLocation location) => Discard(new Discarded(location, IsMailbox: false));

    public void DiscardMailbox(AccountId account, MailboxId mailbox) =>
        Discard(new Discarded(MessageLocation.InMailbox(account, mailbox, 0), IsMailbox: true));

    public WrittenOctets Import(Stream source, MessageLocation location)
    {
        room.Take(0);
        var path = PathOf(location);
        using var target = CreateTarget(path);
        try
        {
            return CrlfCopy.Copy(source, target);
        }
        catch (StoreUnavailableException)
        {
            // Half a file only takes the room that is short.
            File.Delete(path);
            throw;
        }
    }

    public IReadOnlyList<KeyValuePair<MessageLocation, long>> List(AccountId account)
    {
        HashSet<Discarded> gone;
        lock (_lock)
        {
            gone = [.. _discarded, .. _leaving];
        }

        var root = Path.Combine(folder.Account(account), "messages");
        return !System.IO.Directory.Exists(root)
            ? []
            : [.. System.IO.Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(path => (Location: Parse(account, Path.GetRelativePath(root, path)), Path: path))
                .Where(f => f.Location is { } at && !gone.Contains(new Discarded(at, IsMailbox: false))
                    && !gone.Contains(new Discarded(MessageLocation.InMailbox(account, new MailboxId(at.Mailbox), 0), IsMailbox: true)))
                .Select(f => (Location: f.Location!.Value, Length: LengthOf(f.Path)))
                .Where(f => f.Length >= 0)
                .Select(f => KeyValuePair.Create(f.Location, f.Length))];
    }

    public void SetAside(MessageLocation location)
    {
        System.IO.Directory.CreateDirectory(AsideFolder(new AccountId(location.Owner)));
        File.Move(PathOf(location), AsidePath(location), overwrite: true);
    }

    public IReadOnlyList<KeyValuePair<MessageLocation, long>> ListAside(AccountId account)
    {
        var orphans = new DirectoryInfo(AsideFolder(account));
        return !orphans.Exists
            ? []
            : [.. orphans.EnumerateFiles()
                .Select(file => (File: file, Words: file.Name.Split('-')))
                .Where(f => f.Words.Length == 2 && long.TryParse(f.Words[0], CultureInfo.InvariantCulture, out _)
                    && uint.TryParse(f.Words[1], CultureInfo.InvariantCulture, out _))
                .Select(f => KeyValuePair.Create(
                    MessageLocation.InMailbox(
                        account, new MailboxId(long.Parse(f.Words[0], CultureInfo.InvariantCulture)), uint.Parse(f.Words[1], CultureInfo.InvariantCulture)),
                    f.File.Length))];
    }

    public void BringBack(MessageLocation location)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(PathOf(location))!);
        File.Move(AsidePath(location), PathOf(location), overwrite: false);
    }

    public IReadOnlyList<string> ListStrays(AccountId account)
    {
        var root = Path.Combine(folder.Account(account), "messages");
        return !System.IO.Directory.Exists(root)
            ? []
            : [.. System.IO.Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(path => Parse(account, Path.GetRelativePath(root, path)) is null)
                .Select(path => Path.GetRelativePath(folder.Account(account), path))
                .Order(StringComparer.Ordinal)];
    }

    public void SetAside(AccountId account, string stray)
    {
        var orphans = System.IO.Directory.CreateDirectory(AsideFolder(account));
        File.Move(Path.Combine(folder.Account(account), stray), Path.Combine(orphans.FullName, stray.Replace('/', '-')), overwrite: true);
    }

    public DateTimeOffset? Written(MessageLocation location) =>
        new FileInfo(PathOf(location)) is { Exists: true } file ? new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) : null;

    public List<Discarded> TakeDiscarded()
    {
        lock (_lock)
        {
            (_leaving, _discarded) = (_discarded, []);
            return _leaving;
        }
    }

    /// <summary>Has the next checkpoint let go what this one could not.</summary>
    public void PutBack(List<Discarded> discarded)
    {
        lock (_lock)
        {
            _discarded.AddRange(discarded);
            _leaving = [];
        }
    }

    /// <summary>Removes what a checkpoint has taken; what can not be removed is left to the next one.</summary>
    public void Remove(List<Discarded> discarded)
    {
        var left = discarded.Where(item => !TryRemove(item)).ToList();
        PutBack(left);
    }

    /// <summary>The path of a location.</summary>
    public string PathOf(MessageLocation location) => location.Target == JournalTarget.Account
        ? Path.Combine(
            MailboxFolder(location),
            (location.Number >> GroupShift).ToString(CultureInfo.InvariantCulture),
            location.Number.ToString(CultureInfo.InvariantCulture))
        : Path.Combine(folder.Queue, (location.Number & 0xff).ToString("x2", CultureInfo.InvariantCulture), new BlobId(location.Number).ToString());

    private static MessageLocation? Parse(AccountId account, string relative) =>
        relative.Split('/') is [var mailbox, _, var uid] && long.TryParse(mailbox, CultureInfo.InvariantCulture, out var id)
            && uint.TryParse(uid, CultureInfo.InvariantCulture, out var number)
            && relative == string.Create(CultureInfo.InvariantCulture, $"{id}/{number >> GroupShift}/{number}")
            ? MessageLocation.InMailbox(account, new MailboxId(id), number)
            : null;

    private string AsideFolder(AccountId account) => Path.Combine(folder.Account(account), "orphans");

    private string AsidePath(MessageLocation location) => Path.Combine(
        AsideFolder(new AccountId(location.Owner)), string.Create(CultureInfo.InvariantCulture, $"{location.Mailbox}-{location.Number}"));

    private string MailboxFolder(MessageLocation location) =>
        Path.Combine(folder.Account(new AccountId(location.Owner)), "messages", location.Mailbox.ToString(CultureInfo.InvariantCulture));

    private void Discard(Discarded item)
    {
        lock (_lock)
        {
            _discarded.Add(item);
        }
    }

    // -1 when the file has gone since it was listed; any other failure must not pass for that.
    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (FileNotFoundException)
        {
            return -1;
        }
    }

    private bool TryRemove(Discarded item)
    {
        try
        {
            if (!item.IsMailbox)
            {
                DeleteFile(PathOf(item.Location));
            }
            else if (MailboxFolder(item.Location) is var mailbox && System.IO.Directory.Exists(mailbox))
            {
                System.IO.Directory.Delete(mailbox, recursive: true);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void DeleteFile(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // It went with its mailbox.
        }
    }

    // What an unfinished import left under a name that was never given is not part of the store.
    private static Microsoft.Win32.SafeHandles.SafeFileHandle CreateFile(string path, long length)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.None, length > 256 * 1024 ? length : 0);
        }
        catch (IOException exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            // .NET says that the file is not found when another thread makes its folder meanwhile.
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(path);
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle CreateTarget(string path)
    {
        try
        {
            return CreateFile(path, 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreUnavailableException.Of(exception);
        }
    }

    private static void LinkFile(string existing, string name)
    {
        try
        {
            Replace(existing, name);
        }
        catch (FileNotFoundException) when (File.Exists(existing))
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            Replace(existing, name);
        }
    }

    private static void Replace(string existing, string name)
    {
        if (!LibC.TryLink(existing, name))
        {
            File.Delete(name);
            LibC.TryLink(existing, name);
        }
    }

    private static bool IsEqual(LoggedContent content, string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != content.Length)
        {
            return false;
        }

        using var expected = new BinaryReader(content.Open());
        using var found = new BinaryReader(File.OpenRead(path));
        while (expected.ReadBytes(64 * 1024) is { Length: > 0 } piece)
        {
            if (!found.ReadBytes(piece.Length).AsSpan().SequenceEqual(piece))
            {
                return false;
            }
        }

        return true;
    }
}
