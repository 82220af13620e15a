using System.Globalization;
using System.Runtime.InteropServices;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The BY parameter of MAIL (RFC 2852 §4): <c>by-time;mode[trace]</c>.</summary>
/// <param name="Seconds">Within which time the message is to be delivered.</param>
/// <param name="Returns">Mode R: what is late is returned; mode N: its sender is told and delivery goes on.</param>
/// <param name="Traces">T: the sender is told of each relay.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DeliverByArguments(int Seconds, bool Returns, bool Traces)
{
    // RFC 2852 §4: a sign and up to nine digits.
    private const int MaxTimeLength = 10;

    /// <summary>Reads the value.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out DeliverByArguments arguments)
    {
        arguments = default;
        var semicolon = value.IndexOf((byte)';');
        var isSigned = semicolon > 0 && value[0] is (byte)'+' or (byte)'-';
        if (semicolon is <= 0 || semicolon > MaxTimeLength - (isSigned ? 0 : 1)
            || !int.TryParse(value[..semicolon], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        var mode = value[(semicolon + 1)..];
        var returns = mode.Length > 0 && mode[0] is (byte)'R' or (byte)'r';
        var traces = mode.Length == 2 && mode[1] is (byte)'T' or (byte)'t';
        if (mode.Length is 0 or > 2 || (!returns && mode[0] is not ((byte)'N' or (byte)'n')) || (mode.Length == 2 && !traces))
        {
            return false;
        }

        arguments = new DeliverByArguments(seconds, returns, traces);
        // RFC 2852 §4: what is to be returned needs time.
        return !returns || seconds > 0;
    }

    /// <summary>The value as MAIL writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds};{(Returns ? 'R' : 'N')}{(Traces ? "T" : "")}");
}
