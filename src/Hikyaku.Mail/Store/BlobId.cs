using System.Globalization;
using System.Security.Cryptography;

namespace Hikyaku.Mail.Store;

/// <summary>Names octets that are no message of a mailbox: a message in the queue, or one that is spooled.</summary>
public readonly record struct BlobId(long Value)
{
    /// <summary>A new name; random, so that none ever returns.</summary>
    public static BlobId Create()
    {
        Span<byte> octets = stackalloc byte[8];
        RandomNumberGenerator.Fill(octets);
        return new BlobId(BitConverter.ToInt64(octets) & long.MaxValue);
    }

    /// <summary>Sixteen hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
