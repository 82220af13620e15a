using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Mail.Migration.Files;

/// <summary>The part of a scratch file that was read last, so that one who reads on asks the system rarely.</summary>
internal sealed class ScratchWindow
{
    private const int Length = 16 << 10;
    private byte[] _octets = [];
    private long _from;
    private int _length;

    /// <summary>Octets of a file up to an end; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(SafeFileHandle file, long at, int length, long end)
    {
        if (at < _from || at + length > _from + _length)
        {
            Fill(file, at, (int)Math.Min(Math.Max(length, Length), end - at));
        }

        return _octets.AsSpan((int)(at - _from), length);
    }

    private void Fill(SafeFileHandle file, long at, int length)
    {
        if (_octets.Length < length)
        {
            _octets = new byte[Math.Max(length, Length)];
        }

        (_from, _length) = (at, 0);
        while (_length < length)
        {
            var got = RandomAccess.Read(file, _octets.AsSpan(_length, length - _length), at + _length);
            if (got == 0)
            {
                throw new EndOfStreamException();
            }

            _length += got;
        }
    }
}
