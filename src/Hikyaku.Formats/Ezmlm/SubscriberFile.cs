using System.Text;

namespace Hikyaku.Formats.Ezmlm;

/// <summary>A file of subscribers/: records of <c>T</c>, address, NUL. Which file an address lies in says nothing here: hash widths differ.</summary>
public static class SubscriberFile
{
    private const int MaxRecord = 401;

    /// <summary>The addresses, as stored; records without T, too long or without end are skipped and counted.</summary>
    public static (IReadOnlyList<string> Addresses, int Skipped) Parse(ReadOnlySpan<byte> file)
    {
        var addresses = new List<string>();
        var skipped = 0;
        while (!file.IsEmpty)
        {
            var end = file.IndexOf((byte)0);
            var record = end < 0 ? file : file[..end];
            file = end < 0 ? default : file[(end + 1)..];
            if (end < 0 || record is not [(byte)'T', _, ..] || record.Length > MaxRecord)
            {
                skipped += record.IsEmpty ? 0 : 1;
                continue;
            }

            addresses.Add(System.Text.Unicode.Utf8.IsValid(record) ? Encoding.UTF8.GetString(record[1..]) : Encoding.Latin1.GetString(record[1..]));
        }

        return (addresses, skipped);
    }

    /// <summary>The file's name for an address: hash of "T" and the lower-case address.</summary>
    public static char FileName(string address)
    {
        var hash = 5381UL;
        foreach (var octet in Encoding.UTF8.GetBytes("T" + address.ToLowerInvariant()))
        {
            hash = unchecked(hash * 33) ^ octet;
        }

        return (char)(64 + (int)(hash % 53));
    }
}
