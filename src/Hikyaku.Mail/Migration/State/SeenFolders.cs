using System.Text.Json;
using Hikyaku.Mail.Migration.Mail;

namespace Hikyaku.Mail.Migration.State;

/// <summary>What the last import of an account saw beside messages: where each folder went, and the subscriptions of the source.</summary>
internal sealed class SeenFolders
{
    private readonly string _path;
    private readonly bool _writes;
    private readonly Content _content;

    private SeenFolders(string path, bool writes, Content content) => (_path, _writes, _content) = (path, writes, content);

    /// <summary>Folders by the name of their directory, Latin-1; INBOX is "".</summary>
    public IReadOnlyDictionary<string, FolderState> Folders => _content.Folders;

    /// <summary>Names that the source had subscribed, or null before the first time.</summary>
    public IReadOnlyList<string>? Subscriptions => _content.Subscriptions;

    /// <summary>The POP3 server that an import was told to go by; <see cref="Pop3Source.Auto"/>: none was.</summary>
    public Pop3Source Pop3 => _content.Pop3;

    /// <summary>Notes which POP3 server to go by.</summary>
    public void Put(Pop3Source source)
    {
        if (source != _content.Pop3)
        {
            _content.Pop3 = source;
            Save();
        }
    }

    /// <summary>Reads the file, if there is one.</summary>
    public static SeenFolders Open(string path, bool writes) =>
        new(path, writes, File.Exists(path) ? JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path)) ?? new Content() : new Content());

    /// <summary>Notes where a folder goes.</summary>
    public void Put(string directory, FolderState folder)
    {
        if (_content.Folders.GetValueOrDefault(directory) != folder)
        {
            _content.Folders[directory] = folder;
            Save();
        }
    }

    /// <summary>Drops a folder that is one of another name now.</summary>
    public void Forget(string directory) => _content.Folders.Remove(directory);

    /// <summary>Notes the subscriptions of the source.</summary>
    public void PutSubscriptions(IReadOnlyList<string> names)
    {
        if (_content.Subscriptions?.SequenceEqual(names, StringComparer.Ordinal) != true)
        {
            _content.Subscriptions = [.. names];
            Save();
        }
    }

    private void Save()
    {
        if (!_writes)
        {
            return;
        }

        var fresh = _path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, _content);

            // A file that a power cut left empty would have every renamed folder come twice.
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, _path, overwrite: true);
    }

    private sealed class Content
    {
        public Dictionary<string, FolderState> Folders { get; init; } = [];

        public List<string>? Subscriptions { get; set; }

        public Pop3Source Pop3 { get; set; }
    }
}
