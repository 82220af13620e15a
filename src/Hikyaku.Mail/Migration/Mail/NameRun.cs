using System.Buffers.Binary;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Reads a sorted run of names: length 2, whether it is new 1, octets.</summary>
internal sealed class NameRun(ScratchFile file, long from, long to)
{
    private const int HeaderLength = 3;
    private readonly ScratchWindow _window = new();
    private long _next = from;
    private byte[] _name = [];
    private int _length;

    /// <summary>The name where it stands.</summary>
    public ReadOnlySpan<byte> Name => _name.AsSpan(0, _length);

    /// <summary>Whether it is of new/.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Goes on to the next name; false at the end.</summary>
    public bool MoveNext()
    {
        if (_next >= to)
        {
            return false;
        }

        var header = file.Read(_next, HeaderLength, _window);
        (_length, IsNew) = (BinaryPrimitives.ReadUInt16LittleEndian(header), header[2] != 0);
        if (_name.Length < _length)
        {
            _name = new byte[Math.Max(_length, 256)];
        }

        file.Read(_next + HeaderLength, _length, _window).CopyTo(_name);
        _next += HeaderLength + _length;
        return true;
    }
}
