using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>A secret that proves which return addresses were made here.</summary>
/// <param name="Made">The day it came into use.</param>
/// <param name="Secret">The secret.</param>
public sealed record SrsKey(DateOnly Made, ImmutableArray<byte> Secret)
{
    private const int Octets = 32;

    /// <summary>A new one.</summary>
    /// <param name="today">The day.</param>
    public static SrsKey Create(DateOnly today) => new(today, [.. RandomNumberGenerator.GetBytes(Octets)]);

    /// <summary>Writes the day only.</summary>
    public override string ToString() => Made.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
