using System.Globalization;
using System.Text;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>Writes the messages of one Maildir folder and remembers what a client shall see of them.</summary>
internal sealed class KnownFolder(KnownAccount account, string directory, string name)
{
    private readonly List<KnownMessage> _messages = [];

    public string Name => name;

    public string Directory { get; } = Path.Combine(account.Maildir, directory);

    public IReadOnlyList<KnownMessage> Messages => _messages;

    /// <summary>Null where the old host had no UIDs: then any will do.</summary>
    public uint? UidValidity { get; set; }

    public uint? UidNext { get; set; }

    /// <summary>A message in cur or new; its flags and keywords are those that the letters and keyword files mean.</summary>
    public KnownMessage Add(string file, uint? uid, long date, string text, params string[] flags)
    {
        var octets = Encoding.Latin1.GetBytes(text);
        var path = Path.Combine(Directory, file.Contains('/') ? file : "cur/" + file);
        foreach (var part in (string[])["cur", "new", "tmp"])
        {
            System.IO.Directory.CreateDirectory(Path.Combine(Directory, part));
        }

        File.WriteAllBytes(path, octets);
        File.SetLastWriteTimeUtc(path, DateTimeOffset.FromUnixTimeSeconds(date).UtcDateTime);
        var message = new KnownMessage(uid, date, Wire(octets), flags);
        _messages.Add(message);
        return message;
    }

    /// <summary>A file of the old server beside the messages.</summary>
    public void Write(string file, string text)
    {
        var path = Path.Combine(Directory, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding.Latin1);
    }

    /// <summary>The base name of a file: what stands before the flags.</summary>
    public static string Base(string file) => file.Split(":2,")[0].Split('/')[^1];

    public IEnumerable<string> Notes()
    {
        yield return Note.Folder(account.Address, name, Text(UidValidity), Text(UidNext));
        foreach (var message in _messages)
        {
            yield return Note.Message(account.Address, name, Text(message.Uid), message.Flags, message.Date, message.Octets);
        }
    }

    // On the wire every line ends with CRLF (RFC 5322 §2.1); Maildir keeps LF.
    private static byte[] Wire(byte[] octets)
    {
        var wire = new List<byte>();
        foreach (var octet in octets)
        {
            if (octet == '\n' && (wire.Count == 0 || wire[^1] != '\r'))
            {
                wire.Add((byte)'\r');
            }

            wire.Add(octet);
        }

        return [.. wire];
    }

    private static string Text(uint? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Note.Free;
}
