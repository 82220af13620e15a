namespace Hikyaku.Formats.Maildir;

/// <summary>Where the entries of a UID file go, for a reader that has a table of the names already.</summary>
public interface IUidTable
{
    /// <summary>The UID that a base name has so far, or 0.</summary>
    uint Find(string baseName);

    /// <summary>Takes an entry; it replaces an earlier one of the name. Called right after <see cref="Find"/> with that name.</summary>
    void Put(in UidListEntry entry);
}
