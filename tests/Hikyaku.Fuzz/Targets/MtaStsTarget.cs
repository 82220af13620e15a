using System.Text;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Fuzz.Targets;

/// <summary>MTA-STS records and policy files.</summary>
public sealed class MtaStsTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "mta-sts";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "v=STSv1; id=20160831085700Z;"u8.ToArray(),
        "v=STSv1;id=1;ext=a"u8.ToArray(),
        "version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmax_age: 604800\n"u8.ToArray(),
        "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\nfuture: yes"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.Latin1.GetString(input);
        MtaStsRecord.TryFind([text, text], out _);
        if (MtaStsRecord.TryParse(text, out var record) && record.Id.Length is 0 or > 32)
        {
            throw new InvalidOperationException("An id of a wrong length was taken");
        }

        if (MtaStsPolicy.TryParse(input, out var policy, out _)
            && (!MtaStsPolicy.TryParse(Encoding.UTF8.GetBytes(policy.ToText()), out var again, out _) || !policy.Equals(again)))
        {
            throw new InvalidOperationException($"'{policy.ToText()}' does not read back");
        }
    }
}
