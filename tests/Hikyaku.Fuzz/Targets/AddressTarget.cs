using Hikyaku.Formats.Addresses;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Envelope addresses: whatever parses, writes a form that parses to the same address.</summary>
public sealed class AddressTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "address";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds => ["a@b.test"u8.ToArray(), "\"a \\\"b\"@[IPv6:2001:db8::1]"u8.ToArray(), "利用者@日本語.test"u8.ToArray()];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (Address.TryParse(input, out var address) && !(Address.TryParse(address.ToString(), out var again) && again == address))
        {
            throw new InvalidOperationException($"'{address}' does not read back");
        }
    }
}
