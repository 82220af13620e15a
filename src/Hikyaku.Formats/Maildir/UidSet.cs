namespace Hikyaku.Formats.Maildir;

/// <summary>A set of UIDs: as bits where they lie close together, as a list where they are far apart, so that millions take little memory.</summary>
public sealed class UidSet
{
    private const int PageBits = 16;
    private const int MaxListed = 1024;
    private readonly Dictionary<uint, Page> _pages = [];

    /// <summary>Adds a UID; false when it is there already.</summary>
    public bool Add(uint uid)
    {
        if (!_pages.TryGetValue(uid >> PageBits, out var page))
        {
            _pages[uid >> PageBits] = page = new Page();
        }

        return page.Add((ushort)uid);
    }

    /// <summary>Whether it is there.</summary>
    public bool Contains(uint uid) => _pages.TryGetValue(uid >> PageBits, out var page) && page.Contains((ushort)uid);

    private sealed class Page
    {
        private ushort[] _listed = new ushort[4];
        private ulong[]? _bits;
        private int _count;

        public bool Contains(ushort low) =>
            _bits is { } bits ? (bits[low >> 6] & (1UL << (low & 63))) != 0 : _listed.AsSpan(0, _count).BinarySearch(low) >= 0;

        public bool Add(ushort low)
        {
            if (_bits is null && _count == MaxListed)
            {
                _bits = new ulong[(1 << PageBits) / 64];
                foreach (var listed in _listed.AsSpan(0, _count))
                {
                    Set(_bits, listed);
                }

                _listed = [];
            }

            return _bits is { } bits ? Set(bits, low) : Insert(low);
        }

        private static bool Set(ulong[] bits, ushort low)
        {
            var before = bits[low >> 6];
            bits[low >> 6] |= 1UL << (low & 63);
            return before != bits[low >> 6];
        }

        private bool Insert(ushort low)
        {
            var at = _listed.AsSpan(0, _count).BinarySearch(low);
            if (at >= 0)
            {
                return false;
            }

            if (_count == _listed.Length)
            {
                Array.Resize(ref _listed, _count * 2);
            }

            Array.Copy(_listed, ~at, _listed, ~at + 1, _count - ~at);
            _listed[~at] = low;
            _count++;
            return true;
        }
    }
}
