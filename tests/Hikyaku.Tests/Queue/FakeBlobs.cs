using System.Collections.Concurrent;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Tests.Queue;

/// <summary>The queue's files in a folder of the test.</summary>
public sealed class FakeBlobs(string folder) : IBlobStore
{
    private readonly ConcurrentDictionary<MessageLocation, bool> _present = new();

    public int Count => _present.Count;

    public void Put(MessageContent content, IReadOnlyList<MessageLocation> locations)
    {
        using var source = content.OpenRead();
        Write(source, locations);
    }

    public void Restore(LoggedContent content, IReadOnlyList<MessageLocation> locations)
    {
        using var source = content.Open();
        Write(source, locations);
    }

    public MessageReader? Open(MessageLocation location) =>
        _present.ContainsKey(location) ? new MessageReader(File.OpenHandle(PathOf(location))) : null;

    public void Discard(MessageLocation location) => _present.TryRemove(location, out _);

    public void Link(MessageLocation source, MessageLocation target) => throw new InvalidOperationException("not the queue's");

    public void DiscardMailbox(AccountId account, MailboxId mailbox) => throw new InvalidOperationException("not the queue's");

    public WrittenOctets Import(Stream source, MessageLocation location) => throw new InvalidOperationException("not the queue's");

    public string SpoolPath(BlobId id) => Path.Combine(folder, $"spool-{id}");

    public IReadOnlyList<KeyValuePair<MessageLocation, long>> List(AccountId account) => throw new InvalidOperationException("not the queue's");

    public void SetAside(MessageLocation location) => throw new InvalidOperationException("not the queue's");

    public void SetAside(AccountId account, string stray) => throw new InvalidOperationException("not the queue's");

    public IReadOnlyList<KeyValuePair<MessageLocation, long>> ListAside(AccountId account) => [];

    public void BringBack(MessageLocation location) => throw new InvalidOperationException("not the queue's");

    public IReadOnlyList<string> ListStrays(AccountId account) => [];

    public DateTimeOffset? Written(MessageLocation location) => null;

    private string PathOf(MessageLocation location) => Path.Combine(folder, location.Number.ToString("x16", null));

    private void Write(Stream source, IReadOnlyList<MessageLocation> locations)
    {
        foreach (var location in locations)
        {
            source.Position = 0;
            using var target = File.Create(PathOf(location));
            source.CopyTo(target);
            _present[location] = true;
        }
    }
}
