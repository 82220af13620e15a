using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>What a content filter does to a message that passes.</summary>
public sealed class MessageChanges
{
    private const int Most = 1000;
    private readonly List<HeaderChange> _header = [];
    private readonly List<Address> _added = [];
    private readonly List<Address> _removed = [];

    /// <summary>Changes of the header, in their order.</summary>
    public IReadOnlyList<HeaderChange> Header => _header;

    /// <summary>The new body; null keeps it. Owned.</summary>
    public MessageWriter? Body { get; set; }

    /// <summary>Recipients to add.</summary>
    public IReadOnlyList<Address> Added => _added;

    /// <summary>Recipients to leave out.</summary>
    public IReadOnlyList<Address> Removed => _removed;

    /// <summary>The reverse-path changes, to <see cref="ReversePath"/>.</summary>
    public bool ChangesReversePath { get; private set; }

    /// <summary>The new reverse-path; null is the null path.</summary>
    public Address? ReversePath { get; private set; }

    /// <summary>Why the message is to be held for a look; null: it is not.</summary>
    public string? Quarantine { get; set; }

    /// <summary>Copies for mailboxes here are filed as junk.</summary>
    public bool IsJunk { get; set; }

    /// <summary>The octets themselves change.</summary>
    public bool ChangesMessage => _header.Count > 0 || Body is not null || ChangesReversePath;

    /// <summary>Nothing changes.</summary>
    public bool IsEmpty => !ChangesMessage && _added.Count == 0 && _removed.Count == 0 && Quarantine is null && !IsJunk;

    /// <summary>One more change of the header; false when there are too many.</summary>
    public bool Add(HeaderChange change) => Add(_header, change);

    /// <summary>One more recipient; false when there are too many.</summary>
    public bool AddRecipient(Address address) => Add(_added, address);

    /// <summary>One recipient less; false when there are too many.</summary>
    public bool RemoveRecipient(Address address) => Add(_removed, address);

    /// <summary>Changes the reverse-path.</summary>
    public void ChangeReversePath(Address? path) => (ChangesReversePath, ReversePath) = (true, path);

    /// <summary>The recipients that are left, without doubles.</summary>
    internal IReadOnlyList<Recipient> Recipients(IReadOnlyList<Recipient> before) => _added.Count == 0 && _removed.Count == 0 ? before :
    [
        .. before.Where(recipient => !_removed.Exists(removed => removed.Canonical == recipient.Address.Canonical))
            .Concat(_added.Select(added => new Recipient(added)))
            .DistinctBy(recipient => recipient.Address.Canonical),
    ];

    private static bool Add<T>(List<T> list, T item)
    {
        if (list.Count == Most)
            return false;

        list.Add(item);
        return true;
    }
}
